CREATE TABLE "forecast_record" (
	"sku" text NOT NULL,
	"location_code" text NOT NULL,
	"made_on" date NOT NULL,
	"horizon_days" smallint NOT NULL,
	"mean_units" double precision NOT NULL,
	"variance_units" double precision NOT NULL,
	"p50" double precision NOT NULL,
	"p80" double precision NOT NULL,
	"p90" double precision NOT NULL,
	"p95" double precision NOT NULL,
	"p99" double precision NOT NULL,
	"scale_units" double precision,
	"actual_units" double precision,
	"stockout_days" smallint,
	CONSTRAINT "forecast_record_sku_location_code_made_on_horizon_days_pk" PRIMARY KEY("sku","location_code","made_on","horizon_days")
);
--> statement-breakpoint
CREATE INDEX "forecast_record_open" ON "forecast_record" USING btree ("made_on") WHERE "forecast_record"."actual_units" is null;