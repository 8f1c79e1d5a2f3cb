-- AlterTable
ALTER TABLE "room" ADD COLUMN     "expired_ordinal" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "expired_seq" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "retention_days" INTEGER;
