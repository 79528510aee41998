CREATE TABLE "hold_settlement" (
	"receipt_number" text NOT NULL,
	"line_number" integer NOT NULL,
	"position" integer NOT NULL,
	"outcome" text NOT NULL,
	"units" integer NOT NULL,
	"reason" text NOT NULL,
	"settled_on" date NOT NULL,
	"settled_by" text NOT NULL,
	"settled_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hold_settlement_receipt_number_line_number_position_pk" PRIMARY KEY("receipt_number","line_number","position"),
	CONSTRAINT "hold_settlement_units" CHECK ("hold_settlement"."units" > 0)
);
--> statement-breakpoint
ALTER TABLE "invoice" ALTER COLUMN "order_number" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_lot" ADD COLUMN "held_units" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD COLUMN "supplier_code" text;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD COLUMN "document_number" text;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD COLUMN "document_key" text;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD COLUMN "content_hash" text;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "order_as_written" text;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "rate_to_base" numeric(18, 8);--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "content_hash" text;--> statement-breakpoint
ALTER TABLE "hold_settlement" ADD CONSTRAINT "hold_settlement_receipt_number_line_number_goods_receipt_line_receipt_number_line_number_fk" FOREIGN KEY ("receipt_number","line_number") REFERENCES "public"."goods_receipt_line"("receipt_number","line_number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD CONSTRAINT "goods_receipt_supplier_code_supplier_code_fk" FOREIGN KEY ("supplier_code") REFERENCES "public"."supplier"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE UNIQUE INDEX "goods_receipt_document" ON "goods_receipt" USING btree ("supplier_code","document_key");--> statement-breakpoint
CREATE INDEX "goods_receipt_order" ON "goods_receipt" USING btree ("order_number");--> statement-breakpoint
CREATE INDEX "invoice_order" ON "invoice" USING btree ("order_number");