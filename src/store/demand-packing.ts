import { sql } from 'drizzle-orm'

// How days of demand become years of demand, as SQL for both databases. README "Decisions" has the figures. A file is
// staged a day per row and packed by the database; days in memory are packed here (see `packDays`).

/** Columns of the staging table in the order of its COPY lines. */
export const stagedColumns = [
  'line_number',
  'series',
  'sold_on',
  'units',
  'cancelled_units',
  'flags',
]

/** Columns of the table of staged series in the order of its COPY lines. */
export const seriesColumns = ['series', 'sku', 'location_code', 'channel_code']

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
    line_number integer, series integer, sold_on date, units integer, cancelled_units integer, flags integer)
    on commit drop`

/** What the numbers stand for: sorting a million days by a number takes a fifth of sorting them by three texts. */
export const createStagedSeries = sql`
  create temp table staged_series (series integer, sku text, location_code text, channel_code text) on commit drop`

/** One year per row, as in `demand_year`, with what is known of the days it was packed from. */
export const createPacked = sql`
  create temp table packed_demand (
    sku text, location_code text, channel_code text, year smallint,
    units integer[], cancelled_units integer[], flags smallint[],
    day_count integer, repeats_day boolean, first_on date, last_on date) on commit drop`

/** The values of `days` as an array with one element for each day of the year up to the last, null where there is none. */
const spread = (values: string) =>
  sql.raw(`
  case when last_day - first_day + 1 = day_count and not repeats_day
    then array_fill(null::integer, array[first_day - 1]) || ${values}
    else (
      select array_agg(value order by place)
      from generate_series(1, last_day) as place left join unnest(days, ${values}) as told (day, value) on day = place)
  end`)

/** Packs the staged days: gathers each year, looks for days told twice, and puts every value on its day. */
export const packStaged = sql`
  with gathered as (
    select series, year, array_agg(day order by day) as days, array_agg(units order by day) as units,
      array_agg(cancelled_units order by day) as cancelled, array_agg(flags order by day) as flags,
      max(cancelled_units) > 0 as has_cancelled, max(flags) > 0 as has_flags, count(*)::integer as day_count,
      min(day) as first_day, max(day) as last_day, min(sold_on) as first_on, max(sold_on) as last_on
    from (
      select *, date_part('year', sold_on)::smallint as year, date_part('doy', sold_on)::integer as day
      from staged_demand) as dated
    group by series, year
  ), checked as materialized (
    select *, (select count(distinct day) from unnest(days) as day) < day_count as repeats_day from gathered
  )
  insert into packed_demand
  select sku, location_code, channel_code, year, ${spread('units')},
    case when has_cancelled then ${spread('cancelled')} end, case when has_flags then ${spread('flags')} end::smallint[],
    day_count, repeats_day, first_on, last_on
  from checked join staged_series using (series)`

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
