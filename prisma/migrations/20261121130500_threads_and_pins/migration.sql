-- Partial indexes, which the schema file cannot tell of: most messages are in no thread and not pinned.
CREATE INDEX "message_thread_idx" ON "message"("room_id", "thread_of", "seq") INCLUDE ("sender_id", "at")
WHERE "thread_of" IS NOT NULL;

CREATE INDEX "message_pinned_idx" ON "message"("room_id", "pin_seq") WHERE "pinned";
