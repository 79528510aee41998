CREATE TABLE "plan_line_body" (
	"plan_run_id" integer NOT NULL,
	"line" integer NOT NULL,
	"inputs" "bytea" NOT NULL,
	"result" "bytea" NOT NULL,
	CONSTRAINT "plan_line_body_plan_run_id_line_pk" PRIMARY KEY("plan_run_id","line")
);
--> statement-breakpoint
-- The bytes are deflated already: trying to compress them again only costs time.
ALTER TABLE "plan_line_body" ALTER COLUMN "inputs" SET STORAGE EXTERNAL, ALTER COLUMN "result" SET STORAGE EXTERNAL;--> statement-breakpoint
DROP INDEX "plan_line_run";--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "line_number" integer;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "cost_of_waiting_minor" bigint;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "worth_minor" bigint;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "expected_on" date;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "position" jsonb;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "result_hash" text;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "body_run_id" integer;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "body_line" integer;--> statement-breakpoint
-- Plans made before keep every line with all it saw, as plain JSON; what their result hashed to was not kept.
UPDATE "plan_line" SET
  "line_number" = split_part("id", '-', 2)::integer,
  "cost_of_waiting_minor" = ("result" ->> 'costOfWaitingMinor')::bigint,
  "worth_minor" = ("result" #>> '{defects,0,worthMinor}')::bigint,
  "expected_on" = ("result" ->> 'expectedOn')::date,
  "position" = nullif("result" -> 'position', 'null'::jsonb),
  "result_hash" = '',
  "body_run_id" = "plan_run_id",
  "body_line" = "placed"."line"
FROM (
  SELECT "id" AS "key", row_number() OVER (PARTITION BY "plan_run_id" ORDER BY "sku" COLLATE "C", "location_code" COLLATE "C") - 1 AS "line"
  FROM "plan_line") AS "placed"
WHERE "id" = "placed"."key";--> statement-breakpoint
INSERT INTO "plan_line_body" ("plan_run_id", "line", "inputs", "result")
SELECT "plan_run_id", "body_line", convert_to("inputs"::text, 'UTF8'), convert_to("result"::text, 'UTF8') FROM "plan_line";--> statement-breakpoint
ALTER TABLE "plan_line" ALTER COLUMN "line_number" SET NOT NULL, ALTER COLUMN "result_hash" SET NOT NULL, ALTER COLUMN "body_run_id" SET NOT NULL, ALTER COLUMN "body_line" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "plan_line_run" ON "plan_line" USING btree ("plan_run_id","decision","line_number");--> statement-breakpoint
ALTER TABLE "plan_line" DROP COLUMN "inputs";--> statement-breakpoint
ALTER TABLE "plan_line" DROP COLUMN "result";
