CREATE TABLE "audit_entry" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "budget" (
	"category" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "budget_category_starts_on_pk" PRIMARY KEY("category","starts_on")
);
--> statement-breakpoint
CREATE TABLE "bundle_component" (
	"kit_sku" text NOT NULL,
	"component_sku" text NOT NULL,
	"units" integer NOT NULL,
	CONSTRAINT "bundle_component_kit_sku_component_sku_pk" PRIMARY KEY("kit_sku","component_sku"),
	CONSTRAINT "bundle_units" CHECK ("bundle_component"."units" > 0)
);
--> statement-breakpoint
CREATE TABLE "channel" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "command_result" (
	"key" text PRIMARY KEY NOT NULL,
	"actor" text NOT NULL,
	"body_hash" text NOT NULL,
	"result" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversation_message" (
	"conversation_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"role" text NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_message_conversation_id_sequence_pk" PRIMARY KEY("conversation_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"surface" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customer_return" (
	"sku" text NOT NULL,
	"location_code" text NOT NULL,
	"channel_code" text NOT NULL,
	"returned_on" date NOT NULL,
	"units" integer NOT NULL,
	"restocked_units" integer NOT NULL,
	CONSTRAINT "customer_return_sku_location_code_channel_code_returned_on_pk" PRIMARY KEY("sku","location_code","channel_code","returned_on")
);
--> statement-breakpoint
CREATE TABLE "demand_feed" (
	"location_code" text PRIMARY KEY NOT NULL,
	"known_from_on" date NOT NULL,
	"known_through_on" date NOT NULL,
	"source" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "demand_year" (
	"sku" text NOT NULL,
	"location_code" text NOT NULL,
	"channel_code" text NOT NULL,
	"year" smallint NOT NULL,
	"units" integer[] NOT NULL,
	"cancelled_units" integer[],
	"flags" smallint[],
	CONSTRAINT "demand_year_sku_location_code_channel_code_year_pk" PRIMARY KEY("sku","location_code","channel_code","year")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"sku" text,
	"category" text,
	"channel_code" text,
	"uplift_rate" numeric(9, 6)
);
--> statement-breakpoint
CREATE TABLE "exchange_rate" (
	"currency" text NOT NULL,
	"valid_from" date NOT NULL,
	"rate_to_base" numeric(18, 8) NOT NULL,
	"source" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	CONSTRAINT "exchange_rate_currency_valid_from_pk" PRIMARY KEY("currency","valid_from")
);
--> statement-breakpoint
CREATE TABLE "goods_receipt_line" (
	"receipt_number" text NOT NULL,
	"line_number" integer NOT NULL,
	"sku" text NOT NULL,
	"received_units" integer NOT NULL,
	"damaged_units" integer NOT NULL,
	CONSTRAINT "goods_receipt_line_receipt_number_line_number_pk" PRIMARY KEY("receipt_number","line_number")
);
--> statement-breakpoint
CREATE TABLE "goods_receipt" (
	"number" text PRIMARY KEY NOT NULL,
	"order_number" text NOT NULL,
	"received_on" date NOT NULL,
	"booked_at" timestamp with time zone,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imported_file" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "imported_file_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"sha256" text NOT NULL,
	"row_count" integer NOT NULL,
	"changed_count" integer NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoice_line" (
	"supplier_code" text NOT NULL,
	"invoice_number" text NOT NULL,
	"line_number" integer NOT NULL,
	"sku" text NOT NULL,
	"units" integer NOT NULL,
	"unit_price" numeric(18, 6) NOT NULL,
	CONSTRAINT "invoice_line_supplier_code_invoice_number_line_number_pk" PRIMARY KEY("supplier_code","invoice_number","line_number")
);
--> statement-breakpoint
CREATE TABLE "invoice" (
	"supplier_code" text NOT NULL,
	"number" text NOT NULL,
	"order_number" text NOT NULL,
	"invoiced_on" date NOT NULL,
	"due_on" date NOT NULL,
	"currency" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "invoice_supplier_code_number_pk" PRIMARY KEY("supplier_code","number")
);
--> statement-breakpoint
CREATE TABLE "item_substitute" (
	"sku" text NOT NULL,
	"substitute_sku" text NOT NULL,
	"rank" smallint DEFAULT 1 NOT NULL,
	CONSTRAINT "item_substitute_sku_substitute_sku_pk" PRIMARY KEY("sku","substitute_sku")
);
--> statement-breakpoint
CREATE TABLE "item" (
	"sku" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"abc_class" text NOT NULL,
	"lifecycle" text NOT NULL,
	"is_kit" boolean DEFAULT false NOT NULL,
	"seasonal" boolean DEFAULT false NOT NULL,
	"unit_of_measure" text NOT NULL,
	"pack_size_units" integer DEFAULT 1 NOT NULL,
	"shelf_life_days" integer,
	"launched_on" date,
	"sell_price_minor" bigint,
	"stockout_cost_minor" bigint,
	"analogue_sku" text,
	"barcode" text,
	"note" text,
	"source" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "location" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"time_zone" text NOT NULL,
	"country" text NOT NULL,
	"parent_code" text,
	"transfer_days" integer DEFAULT 3 NOT NULL,
	"source" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"approval_limit_minor" bigint,
	"active" boolean DEFAULT true NOT NULL,
	"delegate_id" text,
	"delegate_until_on" date
);
--> statement-breakpoint
CREATE TABLE "plan_line" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_run_id" integer NOT NULL,
	"sku" text NOT NULL,
	"location_code" text NOT NULL,
	"decision" text NOT NULL,
	"urgency_rank" smallint NOT NULL,
	"supplier_code" text,
	"units" integer NOT NULL,
	"landed_cost_minor" bigint,
	"inputs_hash" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"result" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan_run" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "plan_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"as_of" date NOT NULL,
	"engine_version" text NOT NULL,
	"policy" jsonb NOT NULL,
	"data_version" integer NOT NULL,
	"inputs_hash" text NOT NULL,
	"plan_hash" text NOT NULL,
	"summary" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_break" (
	"supplier_code" text NOT NULL,
	"sku" text NOT NULL,
	"min_units" integer NOT NULL,
	"unit_price" numeric(18, 6) NOT NULL,
	CONSTRAINT "price_break_supplier_code_sku_min_units_pk" PRIMARY KEY("supplier_code","sku","min_units")
);
--> statement-breakpoint
CREATE TABLE "purchase_order_line" (
	"order_number" text NOT NULL,
	"line_number" integer NOT NULL,
	"sku" text NOT NULL,
	"ordered_units" integer NOT NULL,
	"received_units" integer DEFAULT 0 NOT NULL,
	"in_transit_units" integer DEFAULT 0 NOT NULL,
	"unit_price" numeric(18, 6) NOT NULL,
	"line_total_minor" bigint NOT NULL,
	"expected_on" date,
	"recommendation_id" text,
	CONSTRAINT "purchase_order_line_order_number_line_number_pk" PRIMARY KEY("order_number","line_number"),
	CONSTRAINT "line_units_positive" CHECK ("purchase_order_line"."ordered_units" > 0 and "purchase_order_line"."received_units" >= 0)
);
--> statement-breakpoint
CREATE TABLE "purchase_order_revision" (
	"order_number" text NOT NULL,
	"revision" integer NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"edited_by" text NOT NULL,
	"edited_at" timestamp with time zone NOT NULL,
	CONSTRAINT "purchase_order_revision_order_number_revision_pk" PRIMARY KEY("order_number","revision")
);
--> statement-breakpoint
CREATE TABLE "purchase_order" (
	"number" text PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"supplier_code" text NOT NULL,
	"location_code" text NOT NULL,
	"currency" text NOT NULL,
	"rate_to_base" numeric(18, 8) NOT NULL,
	"total_minor" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"plan_run_id" integer,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_edited_by" text NOT NULL,
	"submitted_at" timestamp with time zone,
	"approved_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"expected_on" date,
	"note" text,
	"source" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"sku" text NOT NULL,
	"location_code" text,
	"value" text NOT NULL,
	"reason" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"made_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock" (
	"sku" text NOT NULL,
	"location_code" text NOT NULL,
	"on_hand_units" integer NOT NULL,
	"allocated_units" integer NOT NULL,
	"quality_hold_units" integer NOT NULL,
	"damaged_units" integer NOT NULL,
	"backordered_units" integer NOT NULL,
	"unit_of_measure" text NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "stock_sku_location_code_pk" PRIMARY KEY("sku","location_code"),
	CONSTRAINT "stock_not_negative" CHECK (least("stock"."on_hand_units", "stock"."allocated_units", "stock"."quality_hold_units", "stock"."damaged_units", "stock"."backordered_units") >= 0)
);
--> statement-breakpoint
CREATE TABLE "stock_lot" (
	"sku" text NOT NULL,
	"location_code" text NOT NULL,
	"lot_code" text NOT NULL,
	"units" integer NOT NULL,
	"expires_on" date,
	"on_hold" boolean DEFAULT false NOT NULL,
	CONSTRAINT "stock_lot_sku_location_code_lot_code_pk" PRIMARY KEY("sku","location_code","lot_code")
);
--> statement-breakpoint
CREATE TABLE "supplier_closure" (
	"supplier_code" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "supplier_closure_supplier_code_starts_on_pk" PRIMARY KEY("supplier_code","starts_on")
);
--> statement-breakpoint
CREATE TABLE "supplier_item" (
	"supplier_code" text NOT NULL,
	"sku" text NOT NULL,
	"supplier_sku" text,
	"unit_price" numeric(18, 6) NOT NULL,
	"currency" text NOT NULL,
	"unit_of_measure" text NOT NULL,
	"moq_units" integer NOT NULL,
	"order_multiple_units" integer NOT NULL,
	"maximum_units" integer,
	"lead_time_days" integer,
	"duty_rate" numeric(9, 6) NOT NULL,
	"capacity_units_per_week" integer,
	"preferred_rank" smallint NOT NULL,
	"valid_from" date,
	"valid_until" date,
	"source" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	CONSTRAINT "supplier_item_supplier_code_sku_pk" PRIMARY KEY("supplier_code","sku")
);
--> statement-breakpoint
CREATE TABLE "supplier_price" (
	"supplier_code" text NOT NULL,
	"sku" text NOT NULL,
	"valid_from" date NOT NULL,
	"unit_price" numeric(18, 6) NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "supplier_price_supplier_code_sku_valid_from_pk" PRIMARY KEY("supplier_code","sku","valid_from")
);
--> statement-breakpoint
CREATE TABLE "supplier" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"country" text NOT NULL,
	"email" text,
	"payment_terms_days" integer NOT NULL,
	"incoterm" text NOT NULL,
	"working_days" text NOT NULL,
	"minimum_order_minor" bigint NOT NULL,
	"freight_per_order_minor" bigint NOT NULL,
	"freight_rate" numeric(9, 6) NOT NULL,
	"contract_starts_on" date,
	"contract_ends_on" date,
	"sla_otif_rate" numeric(9, 6),
	"created_by" text,
	"note" text,
	"source" text NOT NULL,
	"as_of" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bundle_component" ADD CONSTRAINT "bundle_component_kit_sku_item_sku_fk" FOREIGN KEY ("kit_sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "bundle_component" ADD CONSTRAINT "bundle_component_component_sku_item_sku_fk" FOREIGN KEY ("component_sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "conversation_message" ADD CONSTRAINT "conversation_message_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_return" ADD CONSTRAINT "customer_return_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "customer_return" ADD CONSTRAINT "customer_return_location_code_location_code_fk" FOREIGN KEY ("location_code") REFERENCES "public"."location"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "customer_return" ADD CONSTRAINT "customer_return_channel_code_channel_code_fk" FOREIGN KEY ("channel_code") REFERENCES "public"."channel"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "demand_feed" ADD CONSTRAINT "demand_feed_location_code_location_code_fk" FOREIGN KEY ("location_code") REFERENCES "public"."location"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "demand_year" ADD CONSTRAINT "demand_year_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "demand_year" ADD CONSTRAINT "demand_year_location_code_location_code_fk" FOREIGN KEY ("location_code") REFERENCES "public"."location"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "demand_year" ADD CONSTRAINT "demand_year_channel_code_channel_code_fk" FOREIGN KEY ("channel_code") REFERENCES "public"."channel"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_channel_code_channel_code_fk" FOREIGN KEY ("channel_code") REFERENCES "public"."channel"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "goods_receipt_line" ADD CONSTRAINT "goods_receipt_line_receipt_number_goods_receipt_number_fk" FOREIGN KEY ("receipt_number") REFERENCES "public"."goods_receipt"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goods_receipt_line" ADD CONSTRAINT "goods_receipt_line_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD CONSTRAINT "goods_receipt_order_number_purchase_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."purchase_order"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_supplier_code_invoice_number_invoice_supplier_code_number_fk" FOREIGN KEY ("supplier_code","invoice_number") REFERENCES "public"."invoice"("supplier_code","number") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_supplier_code_supplier_code_fk" FOREIGN KEY ("supplier_code") REFERENCES "public"."supplier"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_order_number_purchase_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."purchase_order"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_substitute" ADD CONSTRAINT "item_substitute_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "item_substitute" ADD CONSTRAINT "item_substitute_substitute_sku_item_sku_fk" FOREIGN KEY ("substitute_sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "plan_line" ADD CONSTRAINT "plan_line_plan_run_id_plan_run_id_fk" FOREIGN KEY ("plan_run_id") REFERENCES "public"."plan_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_break" ADD CONSTRAINT "price_break_supplier_code_sku_supplier_item_supplier_code_sku_fk" FOREIGN KEY ("supplier_code","sku") REFERENCES "public"."supplier_item"("supplier_code","sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_order_number_purchase_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."purchase_order"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "purchase_order_revision" ADD CONSTRAINT "purchase_order_revision_order_number_purchase_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."purchase_order"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_supplier_code_supplier_code_fk" FOREIGN KEY ("supplier_code") REFERENCES "public"."supplier"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_location_code_location_code_fk" FOREIGN KEY ("location_code") REFERENCES "public"."location"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "rule" ADD CONSTRAINT "rule_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "rule" ADD CONSTRAINT "rule_location_code_location_code_fk" FOREIGN KEY ("location_code") REFERENCES "public"."location"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "stock" ADD CONSTRAINT "stock_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "stock" ADD CONSTRAINT "stock_location_code_location_code_fk" FOREIGN KEY ("location_code") REFERENCES "public"."location"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "stock_lot" ADD CONSTRAINT "stock_lot_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "stock_lot" ADD CONSTRAINT "stock_lot_location_code_location_code_fk" FOREIGN KEY ("location_code") REFERENCES "public"."location"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "supplier_closure" ADD CONSTRAINT "supplier_closure_supplier_code_supplier_code_fk" FOREIGN KEY ("supplier_code") REFERENCES "public"."supplier"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "supplier_item" ADD CONSTRAINT "supplier_item_supplier_code_supplier_code_fk" FOREIGN KEY ("supplier_code") REFERENCES "public"."supplier"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "supplier_item" ADD CONSTRAINT "supplier_item_sku_item_sku_fk" FOREIGN KEY ("sku") REFERENCES "public"."item"("sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "supplier_price" ADD CONSTRAINT "supplier_price_supplier_code_sku_supplier_item_supplier_code_sku_fk" FOREIGN KEY ("supplier_code","sku") REFERENCES "public"."supplier_item"("supplier_code","sku") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE UNIQUE INDEX "person_email" ON "person" USING btree ("email");--> statement-breakpoint
CREATE INDEX "plan_line_run" ON "plan_line" USING btree ("plan_run_id","decision","urgency_rank");--> statement-breakpoint
CREATE INDEX "plan_line_item" ON "plan_line" USING btree ("sku","location_code");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_run_inputs" ON "plan_run" USING btree ("inputs_hash");--> statement-breakpoint
CREATE INDEX "purchase_order_line_sku" ON "purchase_order_line" USING btree ("sku");--> statement-breakpoint
CREATE INDEX "purchase_order_state" ON "purchase_order" USING btree ("state");--> statement-breakpoint
CREATE INDEX "supplier_item_sku" ON "supplier_item" USING btree ("sku");