import { sql } from 'drizzle-orm'
import { ensurePlan } from '#operations/plan-shop.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { forecastFor } from '#planning/policy/item-forecast.ts'
import { planReorders, reorderPlanner } from '#planning/policy/plan-reorders.ts'
import type { ItemLocationInput } from '#planning/types.ts'
import { selectRows } from '#store/database.ts'
import type { Database } from '#store/database.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import { draftPurchaseOrder } from '#tools/draft_purchase_order.ts'
import { recommendReorders } from '#tools/recommend_reorders.ts'
import { timed, type BenchOptions, type Report } from '../figure.ts'
import { scratchDatabase } from '../scratch-database.ts'
import { loadWork, workAsOf } from './load.ts'
import { measuredTable, peersTable, type Measured } from './peers.ts'
import { generatedRows, rowsOfFile, type WorkRow } from './workload.ts'

const seed = 42
const warmRows = 500

/** Throws unless the items ordered are exactly those below their minimum, each up to its target. */
function requireSame(
  rows: WorkRow[],
  ordered: { sku: string; units: number }[],
  who: string,
): void {
  const right = new Map(
    rows.filter((row) => row.onHand < row.min).map((row) => [row.sku, row.target - row.onHand]),
  )
  const wrong = ordered.filter(({ sku, units }) => right.get(sku) !== units)
  if (wrong.length === 0 && ordered.length === right.size) return
  throw new Error(
    `${who} orders ${ordered.length} items where ${right.size} are below their minimum; first difference ${JSON.stringify(wrong[0])}`,
  )
}

async function readAll(db: Database): Promise<ItemLocationInput[]> {
  const inputs: ItemLocationInput[] = []
  for await (const input of planningInputs(db, { asOf: workAsOf })) inputs.push(input)
  return inputs
}

/** What to order now, computed from the facts as they stream in; nothing is written. */
async function adviceNow(db: Database): Promise<{ sku: string; units: number }[]> {
  const planner = reorderPlanner(defaultPolicy)
  const due: { sku: string; units: number }[] = []
  for await (const input of planningInputs(db, { asOf: workAsOf })) {
    const { line } = planner.add(input, forecastFor(input, defaultPolicy))
    if (line.decision === 'order') due.push({ sku: line.sku, units: line.units })
  }
  return due
}

/** The pure planner over inputs in memory: processor seconds, the middle of five. */
function plannerSeconds(inputs: ItemLocationInput[]): number {
  const runs = Array.from({ length: 5 }, () => {
    const before = process.threadCpuUsage()
    planReorders(inputs, defaultPolicy)
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1e6
  })
  return runs.toSorted((a, b) => a - b)[2]!
}

async function measure(rows: WorkRow[]): Promise<Measured> {
  const database = await scratchDatabase()
  const { db } = database
  const now = `${workAsOf}T09:00:00Z`
  const context = { db, person: { id: 'ana', name: 'Ana', role: 'buyer' }, asOf: workAsOf, now }
  const seconds = async <Result>(step: () => Promise<Result>) => {
    const { result, milliseconds } = await timed(step)
    return { result, seconds: milliseconds / 1000 }
  }
  try {
    const load = await seconds(() => loadWork(db, rows))
    await db.execute(sql`analyze`)
    const advice = await seconds(() => adviceNow(db))
    requireSame(rows, advice.result, 'the advice')
    const pure = plannerSeconds(await readAll(db))
    const before = process.cpuUsage()
    const planned = await seconds(() => ensurePlan(db, { asOf: workAsOf, now }))
    const drafting = await seconds(() => draftPurchaseOrder.run({ due: true }, context))
    const { user, system } = process.cpuUsage(before)
    const drafted = await selectRows<{ sku: string; units: number }>(
      db,
      sql`select line.sku, line.ordered_units as units from purchase_order_line as line`,
    )
    requireSame(rows, drafted, 'the drafts')
    const again = await seconds(() => ensurePlan(db, { asOf: workAsOf, now }))
    if (again.result.summary.orderCount > 0) {
      throw new Error(`run again, the plan orders ${again.result.summary.orderCount} items anew`)
    }
    const list = await seconds(() => recommendReorders.run({}, context))
    return {
      items: rows.length,
      due: advice.result.length,
      loadSeconds: load.seconds,
      adviceSeconds: advice.seconds,
      plannerSeconds: pure,
      planSeconds: planned.seconds,
      listSeconds: list.seconds,
      draftSeconds: drafting.seconds,
      cpuSeconds: (user + system) / 1e6,
      againSeconds: again.seconds,
    }
  } finally {
    await database.close()
  }
}

/**
 * The reorder workload of the peers through store, planner and drafts. `--data FILE.csv` takes the very rows, else rows
 * of the same law are generated: 1,000 and 10,000 items, or as many as `--rows` says.
 */
export async function benchReorder({ data, rows }: BenchOptions): Promise<Report> {
  const works =
    data !== null
      ? [rowsOfFile(data)]
      : (rows === null ? [1_000, 10_000] : [rows]).map((count) => generatedRows(count, seed))
  // A first small run so that no size pays for loading the program.
  await measure(generatedRows(warmRows, seed))
  const measured: Measured[] = []
  for (const work of works) measured.push(await measure(work))
  const from = data === null ? `our own generator, seed ${seed}` : `the file given`
  return { figures: [], tables: [measuredTable(measured, from), peersTable(measured)] }
}
