import { sql } from 'drizzle-orm'

// How days of demand become years of demand, as SQL for both databases. README "Decisions" has the figures. A file is
// staged a day per row and packed by the database; days in memory are packed here (see `packDays`).

/** Bits of `demand_year.flags`. */
export const PROMOTION_FLAG = 1
export const STOCKOUT_FLAG = 2

/** Columns of the staging table in the order of its COPY lines. */
export const stagedColumns = [
  'line_number',
  'sku',
  'location_code',
  'channel_code',
  'sold_on',
  'units',
  'cancelled_units',
  'flags',
] as const

/** Columns of the packed table in the order of its COPY lines. */
export const packedColumns = [
  'sku',
  'location_code',
  'channel_code',
  'year',
  'units',
  'cancelled_units',
  'flags',
  'day_count',
] as const

/** One day per row. Temporary tables belong to the session and go with the transaction. */
export const createStaged = sql`
  create temp table staged_demand (
    line_number integer, sku text, location_code text, channel_code text, sold_on date,
    units integer, cancelled_units integer, flags smallint) on commit drop`

/** One year per row, as in `demand_year`, with what is known of the days it was packed from. */
export const createPacked = sql`
  create temp table packed_demand (
    sku text, location_code text, channel_code text, year smallint,
    units integer[], cancelled_units integer[], flags smallint[],
    day_count integer, repeats_day boolean, first_on date, last_on date) on commit drop`

/**
 * Packs the staged days. `gap` counts the days without a record before a day, which become null elements; it is -1
 * for a day that stands there twice.
 */
export const packStaged = sql`
  insert into packed_demand
  select sku, location_code, channel_code, year,
    ('{' || string_agg(repeat('NULL,', gap) || units, ',' order by day) || '}')::integer[],
    case when max(cancelled_units) > 0
      then ('{' || string_agg(repeat('NULL,', gap) || cancelled_units, ',' order by day) || '}')::integer[] end,
    case when max(flags) > 0
      then ('{' || string_agg(repeat('NULL,', gap) || flags, ',' order by day) || '}')::smallint[] end,
    count(*), min(gap) < 0, min(sold_on), max(sold_on)
  from (
    select *, day - 1 - coalesce(lag(day) over (partition by sku, location_code, channel_code, year order by day), 0) as gap
    from (
      select *, extract(year from sold_on)::smallint as year, extract(doy from sold_on)::int as day
      from staged_demand) as dated) as spaced
  group by sku, location_code, channel_code, year`

/**
 * Merges the packed years into the kept ones, day by day: a day that was told replaces the kept one whole. Answers how
 * many days were new or different; years without such a day are not touched.
 */
export const mergePacked = sql`
  with judged as materialized (
    select told.*, case
        when kept.sku is null then told.day_count
        when kept.units = told.units and kept.cancelled_units is not distinct from told.cancelled_units
          and kept.flags is not distinct from told.flags then 0
        else (
          select count(*)::int
          from unnest(told.units, told.cancelled_units, told.flags, kept.units, kept.cancelled_units, kept.flags)
            as element (new_units, new_cancelled, new_flags, old_units, old_cancelled, old_flags)
          where new_units is not null and (new_units is distinct from old_units
            or coalesce(new_cancelled, 0) <> coalesce(old_cancelled, 0)
            or coalesce(new_flags, 0) <> coalesce(old_flags, 0)))
      end as changed_days
    from packed_demand as told left join demand_year as kept using (sku, location_code, channel_code, year)
  ), merged as (
    insert into demand_year as kept (sku, location_code, channel_code, year, units, cancelled_units, flags)
    select sku, location_code, channel_code, year, units, cancelled_units, flags from judged where changed_days > 0
    on conflict (sku, location_code, channel_code, year) do update set
      (units, cancelled_units, flags) = (
        select array_agg(coalesce(new_units, old_units) order by day),
          case when bool_or(case when new_units is null then old_cancelled else new_cancelled end > 0) then
            array_agg(case when new_units is not null then coalesce(new_cancelled, 0)
              when old_units is not null then coalesce(old_cancelled, 0) end order by day) end,
          case when bool_or(case when new_units is null then old_flags else new_flags end > 0) then
            array_agg(case when new_units is not null then coalesce(new_flags, 0::smallint)
              when old_units is not null then coalesce(old_flags, 0::smallint) end order by day) end
        from unnest(kept.units, kept.cancelled_units, kept.flags, excluded.units, excluded.cancelled_units, excluded.flags)
          with ordinality as element (old_units, old_cancelled, old_flags, new_units, new_cancelled, new_flags, day))
  )
  select coalesce(sum(changed_days), 0)::int as count from judged`

/**
 * The elements of an integer array as Postgres prints it ('{1,NULL,3}'); a null is -1. Units, cancelled units and
 * flags are never negative, so -1 cannot be anything else.
 */
export function arrayElements(text: string): number[] {
  const elements: number[] = []
  let value = 0
  let isNull = false
  if (text === '{}') return elements
  for (let index = 1; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (character >= 48 && character <= 57) {
      value = value * 10 + character - 48
    } else if (character === 44 || character === 125) {
      elements.push(isNull ? -1 : value)
      value = 0
      isNull = false
    } else {
      isNull = true
    }
  }
  return elements
}
