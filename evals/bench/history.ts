import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { addDays } from '#planning/calendar.ts'
import { timed, type BenchOptions, type Figure } from './figure.ts'
import { scratchDatabase } from './scratch-database.ts'

const dayCount = 730
const firstDay = '2024-01-01'
const days = Array.from({ length: dayCount }, (_, day) => addDays(firstDay, day))
const unitsOn = (series: number, day: number) => (series * 7919 + day * 104_729) % 23

type Design = {
  name: string
  table: string
  create: string
  lines(seriesCount: number): Generator<string>
}

const designs: Design[] = [
  {
    name: 'a row per day',
    table: 'bench_day',
    create:
      'create table bench_day (sku text, location_code text, sold_on date, units int, primary key (sku, location_code, sold_on))',
    *lines(seriesCount) {
      for (let series = 0; series < seriesCount; series += 1) {
        for (const [day, date] of days.entries())
          yield `S${series}\tMAIN\t${date}\t${unitsOn(series, day)}\n`
      }
    },
  },
  {
    name: 'a year per row',
    table: 'bench_year',
    create:
      'create table bench_year (sku text, location_code text, year smallint, units integer[], primary key (sku, location_code, year))',
    *lines(seriesCount) {
      for (let series = 0; series < seriesCount; series += 1) {
        const years = Map.groupBy(days.keys(), (day) => days[day]!.slice(0, 4))
        for (const [year, of] of years) {
          yield `S${series}\tMAIN\t${year}\t{${[...of].map((day) => unitsOn(series, day)).join(',')}}\n`
        }
      }
    },
  },
]

async function measure(client: pg.Client, design: Design, seriesCount: number): Promise<Figure[]> {
  const { name, table } = design
  await client.query(design.create)
  const load = await timed(() =>
    pipeline(
      Readable.from(design.lines(seriesCount)),
      client.query(copyFrom(`copy ${table} from stdin`)),
    ),
  )
  await client.query(`analyze ${table}`)
  const stream = await timed(async () => {
    for await (const _ of client.query(
      copyTo(`copy (select * from ${table} order by 1, 2, 3) to stdout`),
    ))
      continue
  })
  const size = await client.query(`select pg_total_relation_size('${table}')::float8 as bytes`)
  return [
    { name: `${name}: load`, value: load.milliseconds / 1000, unit: 's' },
    { name: `${name}: on disk with its key`, value: size.rows[0].bytes / 1e6, unit: 'MB' },
    { name: `${name}: stream in order`, value: stream.milliseconds / 1000, unit: 's' },
  ]
}

/** Two ways to keep demand, on the server of DATABASE_URL in a database of their own: load, size, and reading it all. */
export async function benchHistory({ rows }: BenchOptions): Promise<Figure[]> {
  const seriesCount = rows ?? 10_000
  const database = await scratchDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    const figures: Figure[] = [{ name: 'series of 730 days', value: seriesCount, unit: 'series' }]
    for (const design of designs) figures.push(...(await measure(client, design, seriesCount)))
    return figures
  } finally {
    await client.end()
    await database.close()
  }
}
