-- Who hides how far they have read: asked for once for each run of a Redis server.
CREATE INDEX "app_user_hidden_receipts_idx" ON "app_user"("id") WHERE "settings"->>'readReceipts' = 'false';
