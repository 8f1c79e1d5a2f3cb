-- What is new waits in a list, and goes into the index when the list is full: in 4 MB it is the work of a second for one
-- core, in which messages wait to be stored.
ALTER INDEX "message_search_text_idx" SET (gin_pending_list_limit = 512);
