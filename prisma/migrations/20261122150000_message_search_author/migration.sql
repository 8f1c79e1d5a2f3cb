-- What someone said, the newest first
CREATE INDEX CONCURRENTLY "message_search_room_id_sender_id_at_seq_idx" ON "message_search"("room_id", "sender_id", "at", "seq");
