import { expect, test } from 'vitest'
import { problemsOf } from './migrations.mjs'

const rules = (sql: string) => problemsOf('1_planted', sql).map((problem) => problem.split(': ')[1])

test.each([
  ['drop', 'DROP TABLE "mention";'],
  ['drop', 'ALTER TABLE "message" DROP COLUMN "body";'],
  ['drop', 'alter table message\n  add column x int,\n  drop column body;'],
  ['drop', 'ALTER TABLE message ALTER COLUMN pinned DROP DEFAULT;'],
  ['drop', 'DROP INDEX "message_room_id_sender_id_client_id_key";'],
  ['drop', 'ALTER TABLE message DROP CONSTRAINT message_pkey;'],
  ['drop', 'TRUNCATE message;'],
  ['rename', 'ALTER TABLE "message" RENAME COLUMN "body" TO "text";'],
  ['rename', 'ALTER TABLE message RENAME TO said;'],
  ['not-null', 'ALTER TABLE message ALTER COLUMN preview SET NOT NULL;'],
  ['not-null', 'ALTER TABLE "message" ADD COLUMN "mood" TEXT NOT NULL;'],
  ['not-null', 'ALTER TABLE message ADD COLUMN a TEXT NOT NULL, ADD COLUMN b INT DEFAULT 1;'],
  ['type', 'ALTER TABLE message ALTER COLUMN body TYPE varchar(10);'],
  ['type', 'ALTER TABLE message ALTER COLUMN epoch SET DATA TYPE bigint;'],
  ['rewrite', 'ALTER TABLE message ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();'],
  ['rewrite', 'ALTER TABLE message ADD COLUMN n bigserial;'],
  ['rewrite', 'ALTER TABLE message ADD COLUMN t text GENERATED ALWAYS AS (lower(body)) STORED;'],
  ['index', 'CREATE INDEX "message_at_idx" ON "message"("at");'],
  ['constraint', 'ALTER TABLE message ADD CONSTRAINT short CHECK (length(body) < 10);'],
  ['constraint', 'ALTER TABLE message ADD FOREIGN KEY (room_id) REFERENCES room(id);'],
  ['backfill', "UPDATE message SET preview = '{}';"],
  ['backfill', 'DELETE FROM mention;'],
  ['backfill', 'INSERT INTO mention SELECT user_id, room_id, 1 FROM membership;'],
  ['concurrently', 'CREATE INDEX CONCURRENTLY a ON message(at); ALTER TABLE message ADD COLUMN x int;'],
])('%s is refused: %s', (rule, sql) => {
  expect(rules(sql)).toEqual([rule])
})

test('a unique index on a table that is there is refused twice: it locks, and forbids', () => {
  expect(rules('CREATE UNIQUE INDEX a ON message(at);')).toEqual(['index', 'unique'])
  expect(rules('CREATE UNIQUE INDEX CONCURRENTLY a ON message(at);')).toEqual(['unique'])
})

test('what expands is let through', () => {
  expect(
    rules(`
      -- DROP TABLE message; is only told of here
      CREATE TABLE "note" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "text" TEXT NOT NULL, PRIMARY KEY ("id"));
      CREATE UNIQUE INDEX "note_text_key" ON "note"("text");
      ALTER TABLE "note" ADD CONSTRAINT "note_fkey" FOREIGN KEY ("id") REFERENCES "app_user"("id");
      INSERT INTO "note" ("text") SELECT 'x; DROP TABLE message' FROM generate_series(1, 3);
      ALTER TABLE "message" ADD COLUMN "mood" TEXT, ADD COLUMN "calm" BOOLEAN NOT NULL DEFAULT false;
      CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ DELETE FROM message; SELECT 1 $$;`),
  ).toEqual([])
  expect(
    rules('CREATE INDEX CONCURRENTLY "message_mood_idx" ON "message"("mood") WHERE mood IS NOT NULL;'),
  ).toEqual([])
})

test('an exception names its rule and its reason', () => {
  const drop = 'ALTER TABLE message DROP COLUMN mood;'
  expect(rules(`-- allow drop: nothing has read or written it since 0.3.0\n${drop}`)).toEqual([])
  expect(rules(`-- allow rename: nothing has read or written it since 0.3.0\n${drop}`)).toEqual(['drop'])
  expect(problemsOf('1_planted', `-- allow drop: because\n${drop}`)).toEqual([
    '1_planted: "allow drop" says no reason',
  ])
})
