-- CreateTable
CREATE TABLE "incoming_webhook" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "incoming_webhook_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incoming_webhook_user_id_key" ON "incoming_webhook"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "incoming_webhook_secret_hash_key" ON "incoming_webhook"("secret_hash");

-- CreateIndex
CREATE INDEX "incoming_webhook_room_id_idx" ON "incoming_webhook"("room_id");

-- AddForeignKey
ALTER TABLE "incoming_webhook" ADD CONSTRAINT "incoming_webhook_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incoming_webhook" ADD CONSTRAINT "incoming_webhook_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
