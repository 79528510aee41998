ALTER TABLE "supplier" ADD COLUMN "container_pallets" integer;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "container_units" integer;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "freight_per_container_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "order_supplier_code" text;--> statement-breakpoint
ALTER TABLE "plan_line" ADD COLUMN "split" jsonb;