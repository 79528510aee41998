CREATE TABLE "sell_price" (
	"sku" text NOT NULL,
	"valid_from" date NOT NULL,
	"price_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"source" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	CONSTRAINT "sell_price_sku_valid_from_pk" PRIMARY KEY("sku","valid_from"),
	CONSTRAINT "sell_price_above_zero" CHECK ("sell_price"."price_minor" > 0)
);
--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "confirmed_for_on" date;--> statement-breakpoint
ALTER TABLE "sell_price" ADD CONSTRAINT "sell_price_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;