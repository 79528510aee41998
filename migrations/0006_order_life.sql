CREATE TABLE "account" (
	"person_id" text PRIMARY KEY NOT NULL,
	"password_hash" text,
	"password_set_at" timestamp with time zone,
	"oidc_subject" text,
	"failed_count" integer DEFAULT 0 NOT NULL,
	"locked_until_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"made_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "web_session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "order_approval" (
	"order_number" text NOT NULL,
	"revision" integer NOT NULL,
	"person_id" text NOT NULL,
	"for_person_id" text,
	"role" text NOT NULL,
	"content_hash" text NOT NULL,
	"limit_minor" bigint,
	"made_by" text NOT NULL,
	"approved_at" timestamp with time zone NOT NULL,
	"voided_at" timestamp with time zone,
	CONSTRAINT "order_approval_order_number_revision_person_id_pk" PRIMARY KEY("order_number","revision","person_id")
);
--> statement-breakpoint
CREATE TABLE "order_message" (
	"id" text PRIMARY KEY NOT NULL,
	"order_number" text NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"recipient" text,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"answer" text,
	"queued_at" timestamp with time zone NOT NULL,
	"attempted_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"settled_by" text
);
--> statement-breakpoint
CREATE TABLE "price_list" (
	"id" text PRIMARY KEY NOT NULL,
	"supplier_code" text NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"state" text NOT NULL,
	"rows" jsonb NOT NULL,
	"staged_by" text NOT NULL,
	"staged_at" timestamp with time zone NOT NULL,
	"settled_by" text,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "purchasing_policy" (
	"version" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purchasing_policy_version_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"policy" jsonb NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "supplier_change" (
	"id" text PRIMARY KEY NOT NULL,
	"supplier_code" text NOT NULL,
	"field" text NOT NULL,
	"old_value" text,
	"new_value" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"called_back_by" text,
	"called_back_at" timestamp with time zone,
	"confirmed_by" text,
	"confirmed_at" timestamp with time zone,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "invoice_charge" (
	"supplier_code" text NOT NULL,
	"invoice_number" text NOT NULL,
	"kind" text NOT NULL,
	"minor" bigint NOT NULL,
	CONSTRAINT "invoice_charge_supplier_code_invoice_number_kind_pk" PRIMARY KEY("supplier_code","invoice_number","kind")
);
--> statement-breakpoint
CREATE TABLE "receipt_finding" (
	"receipt_number" text NOT NULL,
	"position" integer NOT NULL,
	"code" text NOT NULL,
	"sku" text NOT NULL,
	"units" integer NOT NULL,
	"sentence" text NOT NULL,
	CONSTRAINT "receipt_finding_receipt_number_position_pk" PRIMARY KEY("receipt_number","position")
);
--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "criticality" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "lot_tracked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "inspect_on_receipt" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "location" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "cost_centre" text;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "risk" text DEFAULT 'low' NOT NULL;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "bank_account" text;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "email_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "phone_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "bank_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "supplier" ADD COLUMN "created_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "goods_receipt_line" ADD COLUMN "order_line_number" integer;--> statement-breakpoint
ALTER TABLE "goods_receipt_line" ADD COLUMN "held_units" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "goods_receipt_line" ADD COLUMN "lot_code" text;--> statement-breakpoint
ALTER TABLE "goods_receipt_line" ADD COLUMN "expires_on" date;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD COLUMN "booked_by" text;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "state" text DEFAULT 'imported' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "findings" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "price_variance_minor" bigint;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "booked_by" text;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "booked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoice" ADD COLUMN "decision_reason" text;--> statement-breakpoint
ALTER TABLE "purchase_order_line" ADD COLUMN "plan_units" integer;--> statement-breakpoint
ALTER TABLE "purchase_order_line" ADD COLUMN "planned_landed_minor" bigint;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "cost_centre" text;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "copied_from" text;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "duplicate_override_by" text;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "acknowledged_as" text;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "web_session" ADD CONSTRAINT "web_session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "order_approval" ADD CONSTRAINT "order_approval_order_number_revision_purchase_order_revision_order_number_revision_fk" FOREIGN KEY ("order_number","revision") REFERENCES "public"."purchase_order_revision"("order_number","revision") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_message" ADD CONSTRAINT "order_message_order_number_purchase_order_number_fk" FOREIGN KEY ("order_number") REFERENCES "public"."purchase_order"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_list" ADD CONSTRAINT "price_list_supplier_code_supplier_code_fk" FOREIGN KEY ("supplier_code") REFERENCES "public"."supplier"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "supplier_change" ADD CONSTRAINT "supplier_change_supplier_code_supplier_code_fk" FOREIGN KEY ("supplier_code") REFERENCES "public"."supplier"("code") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "invoice_charge" ADD CONSTRAINT "invoice_charge_supplier_code_invoice_number_invoice_supplier_code_number_fk" FOREIGN KEY ("supplier_code","invoice_number") REFERENCES "public"."invoice"("supplier_code","number") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "receipt_finding" ADD CONSTRAINT "receipt_finding_receipt_number_goods_receipt_number_fk" FOREIGN KEY ("receipt_number") REFERENCES "public"."goods_receipt"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_oidc_subject" ON "account" USING btree ("oidc_subject");--> statement-breakpoint
CREATE INDEX "web_session_person" ON "web_session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "order_message_order" ON "order_message" USING btree ("order_number");--> statement-breakpoint
CREATE UNIQUE INDEX "price_list_file" ON "price_list" USING btree ("supplier_code","sha256");--> statement-breakpoint
CREATE INDEX "supplier_change_supplier" ON "supplier_change" USING btree ("supplier_code");--> statement-breakpoint
CREATE INDEX "audit_entry_subject" ON "audit_entry" USING btree ("subject","sequence");