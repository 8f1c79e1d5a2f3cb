-- All three are trusted extensions: the owner of the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- How a text is compared: without case and accents, on one line. Most texts are ASCII, which is faster.
-- `unaccent` is STABLE only because its rules may be edited.
CREATE FUNCTION search_fold(said TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
  CASE WHEN octet_length(said) = length(said) THEN lower(said)
       ELSE lower(unaccent('unaccent'::regdictionary, said)) END,
  E'\n\r\t', '   ');

-- What search reads of messages. Workers fill it from `message`, a moment later, so that storing costs what it did.
CREATE TABLE "message_search" (
    "room_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sender_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    -- The week since 1970, a key that the index of texts can have too
    "week" INTEGER GENERATED ALWAYS AS
      (floor(extract(epoch FROM "at" - TIMESTAMPTZ '1970-01-01 00:00:00+00') / 604800)::INTEGER) STORED,

    CONSTRAINT "message_search_pkey" PRIMARY KEY ("room_id", "seq")
);

-- What workers have to look at: a room with new messages, or a message that changed. Without a unique key, so that
-- whoever stores messages waits for nobody.
CREATE TABLE "search_due" (
    "id" BIGSERIAL NOT NULL,
    "room_id" UUID NOT NULL,
    "seq" BIGINT,

    CONSTRAINT "search_due_pkey" PRIMARY KEY ("id")
);

-- In the order of time, as workers will add to it.
INSERT INTO "message_search" ("room_id", "seq", "at", "sender_id", "text")
  SELECT "room_id", "seq", "at", "sender_id", search_fold("body") FROM "message" WHERE "deleted_at" IS NULL ORDER BY "at";

CREATE INDEX "message_search_room_id_at_idx" ON "message_search"("room_id", "at");
CREATE INDEX "message_search_text_idx" ON "message_search" USING GIN ("room_id", "week", "text" gin_trgm_ops);
-- What no trigram finds
CREATE INDEX "message_search_code_idx" ON "message_search"("room_id", "at") WHERE "text" LIKE '%`%';
CREATE INDEX "message_files_idx" ON "message"("room_id", "seq") WHERE "attachments" IS NOT NULL;
