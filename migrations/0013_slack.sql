CREATE TABLE "answer_feedback" (
	"conversation_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"person_id" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answer_feedback_conversation_id_sequence_person_id_pk" PRIMARY KEY("conversation_id","sequence","person_id")
);
--> statement-breakpoint
CREATE TABLE "slack_channel" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"name" text NOT NULL,
	"costs_shown" boolean NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "slack_channel_team_id_channel_id_pk" PRIMARY KEY("team_id","channel_id")
);
--> statement-breakpoint
CREATE TABLE "slack_delivery" (
	"key" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"body" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"progress" jsonb
);
--> statement-breakpoint
CREATE TABLE "slack_feed" (
	"team_id" text PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slack_person" (
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"person_id" text NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"time_zone" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"quiet_from" text DEFAULT '19:00' NOT NULL,
	"quiet_until" text DEFAULT '08:00' NOT NULL,
	"digest" boolean DEFAULT true NOT NULL,
	CONSTRAINT "slack_person_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "slack_post" (
	"id" text PRIMARY KEY NOT NULL,
	"fact" text NOT NULL,
	"kind" text NOT NULL,
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"thread_ts" text,
	"person_id" text,
	"ts" text,
	"order_number" text,
	"revision" integer,
	"content_hash" text,
	"shown_hash" text,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slack_thread" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"thread_ts" text NOT NULL,
	"person_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	CONSTRAINT "slack_thread_team_id_channel_id_thread_ts_person_id_pk" PRIMARY KEY("team_id","channel_id","thread_ts","person_id")
);
--> statement-breakpoint
CREATE TABLE "slack_workspace" (
	"team_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"bot_user_id" text NOT NULL,
	"sealed_bot_token" text NOT NULL,
	"scopes" text NOT NULL,
	"installed_by" text NOT NULL,
	"installed_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "answer_feedback" ADD CONSTRAINT "answer_feedback_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slack_person" ADD CONSTRAINT "slack_person_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "slack_delivery_state" ON "slack_delivery" USING btree ("state");--> statement-breakpoint
CREATE INDEX "slack_person_person" ON "slack_person" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "slack_post_fact" ON "slack_post" USING btree ("team_id","channel_id","fact");--> statement-breakpoint
CREATE UNIQUE INDEX "slack_post_ts" ON "slack_post" USING btree ("team_id","channel_id","ts");--> statement-breakpoint
CREATE INDEX "slack_post_order" ON "slack_post" USING btree ("order_number");