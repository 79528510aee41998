import { Worker } from 'node:worker_threads'
import v8 from 'node:v8'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { makePlan } from '#operations/make-plan.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import type { ItemLocationInput } from '#planning/types.ts'
import type { Database } from '#store/database.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import { timed, type BenchOptions, type Figure, type Report, type Table } from './figure.ts'
import { benchAsOf, historyDays, writeGeneratedShop } from './generated-shop.ts'
import type { Spent } from './plan-forecast-worker.ts'
import { scratchDatabase } from './scratch-database.ts'

const seed = 7
/** A large catalogue is planned as a shop would, on two threads only: one thread alone would take as long again. */
const threadCountsOf = (lines: number) => (lines > 20_000 ? [2] : [1, 2])
const pieceLines = 400

/** One catalogue: seconds per phase, and the whole plan by the number of threads. */
type Measured = {
  lines: number
  streamSeconds: number
  readSeconds: number
  byThreads: { threads: number; forecast: Spent; plan: Spent; peakMiB: number }[]
  againSeconds: number
  oneFactSeconds: number
  storedBytes: number
}

/** All history of the shop out of the server as COPY text to nowhere. */
async function streamHistory(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const statement = 'copy (select * from demand_year order by 1, 2, 3, 4) to stdout'
    for await (const _ of client.query(copyTo(statement))) continue
  } finally {
    await client.end()
  }
}

/** Seconds of forecast arithmetic over the whole shop on some threads, without reading or handing over. */
async function forecastAlone(db: Database, threads: number): Promise<Spent> {
  // As the threads of the plan are set up, so that both are held to the same.
  v8.setFlagsFromString('--min-semi-space-size=16')
  const file = new URL('./plan-forecast-worker.ts', import.meta.url)
  const workers = Array.from({ length: threads }, () => new Worker(file))
  const ask = (worker: Worker, inputs: ItemLocationInput[]) =>
    new Promise<Spent>((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (spent: Spent) => {
        worker.off('error', reject)
        resolve(spent)
      })
      worker.postMessage(inputs, [])
    })
  const spent: Spent = { seconds: 0, cpuSeconds: 0 }
  let piece: ItemLocationInput[] = []
  const measure = async () => {
    const share = Math.ceil(piece.length / threads)
    const parts = workers.map((worker, at) =>
      ask(worker, piece.slice(at * share, (at + 1) * share)),
    )
    const each = await Promise.all(parts)
    spent.seconds += Math.max(...each.map(({ seconds }) => seconds))
    spent.cpuSeconds += each.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
    piece = []
  }
  try {
    for await (const input of planningInputs(db, { asOf: benchAsOf })) {
      piece.push(input)
      if (piece.length === pieceLines) await measure()
    }
    if (piece.length > 0) await measure()
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return spent
}

async function readInputs(db: Database): Promise<void> {
  for await (const _ of planningInputs(db, { asOf: benchAsOf })) continue
}

/** Time and processor time of a step, and the most memory, MiB, that this process had at any time of it. */
async function watched(step: () => Promise<unknown>): Promise<Spent & { peakMiB: number }> {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const watch = setInterval(look, 20)
  const before = process.cpuUsage()
  const { milliseconds } = await timed(step)
  const { user, system } = process.cpuUsage(before)
  clearInterval(watch)
  look()
  const cpuSeconds = (user + system) / 1e6
  return { seconds: milliseconds / 1000, cpuSeconds, peakMiB: peak / 1024 / 1024 }
}

async function measureShop(lines: number): Promise<Measured> {
  const database = await scratchDatabase()
  const { db, url } = database
  const plan = (threads: number) =>
    makePlan(db, {
      asOf: benchAsOf,
      now: `${benchAsOf}T09:00:00Z`,
      policy: defaultPolicy,
      threads,
    })
  const forget = () =>
    db.execute(sql`truncate plan_run, plan_line, plan_line_body, forecast_record`)
  try {
    await writeGeneratedShop(db, lines, seed)
    await db.execute(sql`analyze`)
    const seconds = async (step: () => Promise<unknown>) => (await watched(step)).seconds
    const streamSeconds = await seconds(() => streamHistory(url))
    const readSeconds = await seconds(() => readInputs(db))
    const byThreads: Measured['byThreads'] = []
    for (const threads of threadCountsOf(lines)) {
      await forget()
      const forecast = await forecastAlone(db, threads)
      const { peakMiB, ...spent } = await watched(() => plan(threads))
      byThreads.push({ threads, forecast, plan: spent, peakMiB })
    }
    const size = (await db.execute(
      sql`select (pg_total_relation_size('plan_line') + pg_total_relation_size('plan_line_body'))::float8 as bytes`,
    )) as unknown as { rows: { bytes: number }[] }
    const threads = threadCountsOf(lines).at(-1)!
    const againSeconds = await seconds(() => plan(threads))
    await db.execute(
      sql`update stock set on_hand_units = on_hand_units + 1 where sku = 'SKU000003'`,
    )
    const oneFactSeconds = await seconds(() => plan(threads))
    return {
      lines,
      streamSeconds,
      readSeconds,
      byThreads,
      againSeconds,
      oneFactSeconds,
      storedBytes: size.rows[0]!.bytes,
    }
  } finally {
    await database.close()
  }
}

const columns = ['item-locations', 'threads', 'stream', 'read', 'forecast', 'plan', 'ratio']

function tableOf(measured: Measured[]): Table {
  return {
    title: `Plan of a shop of ${historyDays} days, seed ${seed}, on Postgres; seconds`,
    columns: [...columns, 'lines/s', 'CPU forecast', 'CPU plan', 'CPU ratio', 'peak MiB'],
    rows: measured.flatMap(({ lines, streamSeconds, readSeconds, byThreads }) =>
      byThreads.map(({ threads, forecast, plan, peakMiB }) => [
        String(lines),
        threads,
        streamSeconds,
        readSeconds,
        forecast.seconds,
        plan.seconds,
        plan.seconds / (streamSeconds + forecast.seconds),
        Math.round(lines / plan.seconds),
        forecast.cpuSeconds,
        plan.cpuSeconds,
        plan.cpuSeconds / forecast.cpuSeconds,
        Math.round(peakMiB),
      ]),
    ),
    note: [
      'stream = all history out of the server to nowhere; read = rows to planning inputs; forecast = the arithmetic alone on as many threads;',
      'plan = read, forecast, recommend, join orders, store every line with its inputs; ratio = plan / (stream + forecast), goal <= 1.5.',
      'CPU is the processor time of our process alone, what a busy machine leaves as it is.',
    ].join('\n'),
  }
}

/**
 * Catalogues of 1,000 and 10,000 item-locations (`--rows N` for one of another size) of two years each: every phase of
 * the plan against streaming the same history and the forecast arithmetic alone, on one and on two threads.
 */
export async function benchPlan({ rows }: BenchOptions): Promise<Report> {
  const sizes = rows === null ? [1_000, 10_000] : [rows]
  const measured: Measured[] = []
  for (const size of sizes) measured.push(await measureShop(size))
  const figures: Figure[] = measured.flatMap(
    ({ lines, againSeconds, oneFactSeconds, storedBytes }) => [
      { name: `${lines}: plan again, nothing changed`, value: againSeconds, unit: 's' },
      { name: `${lines}: plan again, one item changed`, value: oneFactSeconds, unit: 's' },
      { name: `${lines}: stored per line, with keys`, value: storedBytes / lines, unit: 'bytes' },
    ],
  )
  const [small, large] = measured
  if (small !== undefined && large !== undefined) {
    for (const [at, { threads, plan }] of large.byThreads.entries()) {
      figures.push({
        name: `time at 10x over time, ${threads} thread${threads === 1 ? '' : 's'}`,
        value: plan.seconds / small.byThreads[at]!.plan.seconds,
        unit: 'times',
        note: 'goal <= 10.5',
      })
    }
  }
  return { figures, tables: [tableOf(measured)] }
}
