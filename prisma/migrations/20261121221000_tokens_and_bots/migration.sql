-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "bot" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "api_token" (
    "session_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("session_id")
);

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
