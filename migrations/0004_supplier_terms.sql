ALTER TABLE "supplier_item" ADD COLUMN "discount_kind" text DEFAULT 'all_units' NOT NULL;--> statement-breakpoint
ALTER TABLE "supplier_item" ADD COLUMN "pallet_units" integer;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "freight_per_pallet_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "capacity_units_per_week" integer;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "cancel_fee_rate" numeric(9, 6);--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "expedite_rate" numeric(9, 6);--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "expedite_days" integer;