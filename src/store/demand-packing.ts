import { sql } from 'drizzle-orm'

// How days of demand become years of demand, as SQL, for both databases. README "Decisions" has the figures.

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

/** One day per row; it belongs to the session and goes with the transaction. */
export const createStaging = sql`
  create temp table staged_demand (
    line_number integer, sku text, location_code text, channel_code text, sold_on date,
    units integer, cancelled_units integer, flags smallint) on commit drop`

/** Takes off the days that the store has already, equal in every figure. */
export const dropUnchanged = sql`
  delete from staged_demand as staged using demand_year as kept
  where kept.sku = staged.sku and kept.location_code = staged.location_code
    and kept.channel_code = staged.channel_code and kept.year = extract(year from staged.sold_on)
    and kept.units[extract(doy from staged.sold_on)::int] = staged.units
    and coalesce(kept.cancelled_units[extract(doy from staged.sold_on)::int], 0) = staged.cancelled_units
    and coalesce(kept.flags[extract(doy from staged.sold_on)::int], 0) = staged.flags`

/**
 * Packs the staged days into years and merges them into the kept years, day by day: a staged day replaces the kept
 * one. `gap` counts the days without a record before a day; they become null elements.
 */
export const mergeStaged = sql`
  insert into demand_year as kept (sku, location_code, channel_code, year, units, cancelled_units, flags)
  select sku, location_code, channel_code, year,
    ('{' || string_agg(repeat('NULL,', gap) || units, ',' order by day) || '}')::integer[],
    case when max(cancelled_units) > 0
      then ('{' || string_agg(repeat('NULL,', gap) || cancelled_units, ',' order by day) || '}')::integer[] end,
    case when max(flags) > 0
      then ('{' || string_agg(repeat('NULL,', gap) || flags, ',' order by day) || '}')::smallint[] end
  from (
    select *, day - 1 - coalesce(lag(day) over (partition by sku, location_code, channel_code, year order by day), 0) as gap
    from (
      select *, extract(year from sold_on)::smallint as year, extract(doy from sold_on)::int as day
      from staged_demand) as dated) as spaced
  group by sku, location_code, channel_code, year
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
        with ordinality as element (old_units, old_cancelled, old_flags, new_units, new_cancelled, new_flags, day))`

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
