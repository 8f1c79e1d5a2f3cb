-- CreateTable
CREATE TABLE "contact" (
    "user_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("user_id","other_id")
);

-- CreateIndex
CREATE INDEX "contact_other_id_idx" ON "contact"("other_id");

-- CreateIndex
CREATE INDEX "contact_user_id_state_since_idx" ON "contact"("user_id", "state", "since");

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
