ALTER TABLE "web_session" ADD COLUMN "begun_by" text NOT NULL;--> statement-breakpoint
CREATE INDEX "sign_in_link_person" ON "sign_in_link" USING btree ("person_id");