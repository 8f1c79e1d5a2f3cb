-- Both are trusted extensions: the owner of the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- How a text is compared: without case and accents, on one line. `unaccent` is STABLE only because its rules may be
-- edited; whoever edits them rewrites the column (UPDATE message SET body = body). Most texts are ASCII, which is faster.
CREATE FUNCTION search_fold(said TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
  CASE WHEN octet_length(said) = length(said) THEN lower(said)
       ELSE lower(unaccent('unaccent'::regdictionary, said)) END,
  E'\n\r\t', '   ');

-- Generated, so that whatever writes a body has written this too. The table is written anew: with
-- the indexes, count on a minute per million messages.
ALTER TABLE "message" ADD COLUMN "search_text" TEXT GENERATED ALWAYS AS (search_fold("body")) STORED,
  -- The week since 1970, a key that the index of texts can have too.
  ADD COLUMN "search_week" INTEGER GENERATED ALWAYS AS
    (floor(extract(epoch FROM "at" - TIMESTAMPTZ '1970-01-01 00:00:00+00') / 604800)::INTEGER) STORED;

SET LOCAL maintenance_work_mem = '256MB';
-- What is newest in a room, without its log's other events.
CREATE INDEX "message_room_id_at_idx" ON "message"("room_id", "at");
-- Inserts go to a pending list first (fastupdate, the default): without it they cost five times as much.
CREATE INDEX "message_search_idx" ON "message" USING GIN ("room_id", "search_week", "search_text" gin_trgm_ops);
-- What no trigram finds.
CREATE INDEX "message_code_idx" ON "message"("room_id", "at") WHERE "search_text" LIKE '%`%';
CREATE INDEX "message_files_idx" ON "message"("room_id", "at") WHERE "attachments" IS NOT NULL;
