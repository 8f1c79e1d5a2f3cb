-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "avatar_file_id" UUID,
ADD COLUMN     "digest_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "room" ADD COLUMN     "avatar_file_id" UUID,
ADD COLUMN     "previews" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "push_subscription" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "installation_key" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_key_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "file" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "room_id" UUID,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "upload_key" TEXT NOT NULL,
    "multipart_id" TEXT,
    "key" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "blur" TEXT,
    "stored_bytes" BIGINT NOT NULL DEFAULT 0,
    "message_seq" BIGINT,
    "client_id" UUID,
    "checks" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_preview" (
    "url_hash" TEXT NOT NULL,
    "page" JSONB,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_preview_pkey" PRIMARY KEY ("url_hash")
);

-- CreateTable
CREATE TABLE "follow_up" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "room_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "push_subscription_endpoint_key" ON "push_subscription"("endpoint");

-- CreateIndex
CREATE INDEX "push_subscription_user_id_idx" ON "push_subscription"("user_id");

-- CreateIndex
CREATE INDEX "push_subscription_session_id_idx" ON "push_subscription"("session_id");

-- CreateIndex
CREATE INDEX "password_reset_user_id_idx" ON "password_reset"("user_id");

-- CreateIndex
CREATE INDEX "file_user_id_idx" ON "file"("user_id");

-- CreateIndex
CREATE INDEX "file_room_id_message_seq_idx" ON "file"("room_id", "message_seq");

-- CreateIndex
CREATE INDEX "file_upload_key_idx" ON "file"("upload_key");

-- CreateIndex
CREATE INDEX "file_key_idx" ON "file"("key");

-- CreateIndex
CREATE INDEX "link_preview_expires_at_idx" ON "link_preview"("expires_at");

-- CreateIndex
CREATE INDEX "follow_up_kind_id_idx" ON "follow_up"("kind", "id");

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Partial indexes, which the schema file cannot tell of: what the sweeper looks for is rare.
CREATE INDEX "file_unsettled_idx" ON "file"("touched_at") WHERE "state" IN ('pending', 'checking', 'refused', 'gone');
CREATE INDEX "file_unused_idx" ON "file"("touched_at") WHERE "state" = 'clean' AND "message_seq" IS NULL AND "purpose" <> 'preview';
CREATE INDEX "app_user_digest_idx" ON "app_user"("id") WHERE ("settings"->>'emailDigest') IS NOT NULL;
CREATE INDEX "app_user_avatar_idx" ON "app_user"("avatar_file_id") WHERE "avatar_file_id" IS NOT NULL;
CREATE INDEX "room_avatar_idx" ON "room"("avatar_file_id") WHERE "avatar_file_id" IS NOT NULL;
