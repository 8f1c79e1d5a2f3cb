-- AlterTable
ALTER TABLE "room" ADD COLUMN     "client_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "room_created_by_client_id_key" ON "room"("created_by", "client_id");



-- The list of public rooms, a page at a time. By hand: Prisma knows neither expressions nor conditions in an index.
CREATE INDEX "room_public_name_idx" ON "room"(lower("name"), "id") WHERE "kind" = 'public' AND "deleted_at" IS NULL;
