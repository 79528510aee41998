// One planning job: the shop's facts as a stream, planned piece by piece on all cores, stored with all it saw.
import type { ForecastRecord } from '#planning/accuracy/forecast-record.ts'
import { canonicalJson } from '#planning/canonical.ts'
import type { PackedInput } from '#planning/packed-history.ts'
import { mayComeAlong, sharesCapacity } from '#planning/policy/plan-reorders.ts'
import { ENGINE_VERSION } from '#planning/types.ts'
import type { PlanningPolicy } from '#planning/types.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import type { BodyPlace } from '#store/plan-body.ts'
import { contentHash } from '#store/content-hash.ts'
import { dataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { pause, tellProgress } from '#root/under-way.ts'
import { writeRecords } from '#store/forecast-ledger.ts'
import * as runs from '#store/plan-runs.ts'
import type { EarlierLine, PlanRun } from '#store/plan-runs.ts'
import * as writes from '#store/plan-writes.ts'
import { itemCount } from '#store/shop-counts.ts'
import { packedInputs } from '#store/planning-inputs.ts'
import { bookActuals, ledgerIsDue } from './keep-ledger.ts'
import { learnCatalogue, withCatalogue } from './learn-catalogue.ts'
import type { LineBatch, PlannedBatch } from './plan-batch.ts'
import { planPool, type PlanPool } from './plan-pool.ts'

const usualPieceLines = 200
/** So many pieces' worth of lines are planned before threads would have started. */
const piecesAlone = 2
/** So many times smaller is a piece that this thread plans itself: nobody else has the thread meanwhile. */
const smallerAlone = 4

/** Whether a stored run was made by this engine under this policy. */
export function answers(run: PlanRun, policy: PlanningPolicy): boolean {
  return run.engineVersion === ENGINE_VERSION && canonicalJson(run.policy) === canonicalJson(policy)
}

export type PlanJob = {
  asOf: string
  now: string
  policy: PlanningPolicy
  /** Worker threads; absent = one for each core, 0 = none. The plan is the same. */
  threads?: number
  /** Lines that are handed to a thread together, at least; an item is never cut. The plan is the same. */
  pieceLines?: number
}

/** Thrown to roll a run back whose inputs were planned before; `dataVersion` is what this one saw. */
class SameInputs extends Error {
  readonly run: PlanRun
  readonly dataVersion: number
  constructor(run: PlanRun, version: number) {
    super('these inputs were planned before')
    this.run = run
    this.dataVersion = version
  }
}

/** Plans the shop and stores the run, or finds the run that was made from the same inputs before. */
export async function makePlan(db: Database, job: PlanJob): Promise<PlanRun> {
  const baseCurrency = await baseCurrencyOf(db)
  try {
    return await db.transaction((tx) => writePlan(tx, job, baseCurrency), {
      // One picture of the shop, whatever is written meanwhile.
      isolationLevel: 'repeatable read',
    })
  } catch (error) {
    if (!(error instanceof SameInputs)) return plannedElsewhere(db, job, error)
    const { run, dataVersion: version } = error
    await runs.renewRun(db, run.id, version)
    return { ...run, dataVersion: version }
  }
}

/** The run that another process stored while this one planned the same facts; anything else is thrown again. */
async function plannedElsewhere(db: Database, job: PlanJob, error: unknown): Promise<PlanRun> {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined
  const version = await dataVersion(db)
  const stored =
    cause?.code === '23505'
      ? await runs.currentRun(db, { asOf: job.asOf, dataVersion: version })
      : null
  if (stored === null || !answers(stored, job.policy)) throw error
  return stored
}

/** Records that are written to the accuracy ledger together: each time costs four statements. */
const recordsTogether = 5_000

/** What a run knows while it is made: nothing of a line but its hashes, and which lines go into one order. */
type Making = {
  tx: Database
  runId: number
  pool: PlanPool
  earlier: Map<string, EarlierLine>
  /** Whether the accuracy ledger takes the forecasts of this run. */
  forLedger: boolean
  /** What the ledger takes and does not have yet. */
  records: ForecastRecord[]
  inputsHashes: string[]
  resultHashes: string[]
  orders: Map<string, number[]>
  items: { done: number; total: number }
}

async function writePlan(tx: Database, job: PlanJob, baseCurrency: string): Promise<PlanRun> {
  const { asOf, now, policy } = job
  const version = await dataVersion(tx)
  await bookActuals(tx, asOf)
  const forLedger = await ledgerIsDue(tx, asOf)
  const earlier = await earlierLines(tx, job)
  const opened = {
    asOf,
    engineVersion: ENGINE_VERSION,
    policy,
    dataVersion: version,
    createdAt: now,
  }
  const runId = await runs.openRun(tx, opened)
  await writes.openStaging(tx)
  const pieceLines = job.pieceLines ?? usualPieceLines
  const items = await itemCount(tx)
  const pool = planPool(policy, job.threads, piecesAlone * pieceLines)
  const making: Making = {
    tx,
    runId,
    pool,
    earlier,
    forLedger,
    records: [],
    inputsHashes: [],
    resultHashes: [],
    orders: new Map(),
    items: { done: 0, total: items },
  }
  try {
    const catalogue = await learnCatalogue(tx, asOf)
    const inputs = withCatalogue(packedInputs(tx, { asOf }), catalogue)
    await planLines(making, pieces(inputs, pieceLines))
    const inputsHash = contentHash([asOf, ENGINE_VERSION, policy, making.inputsHashes])
    const same = await runs.runOfInputs(tx, inputsHash)
    if (same !== null) throw new SameInputs(same, version)
    await joinOrders(making)
    const summary = { baseCurrency, ...(await writes.nameLines(tx, runId)) }
    await writes.closeStaging(tx)
    const planHash = contentHash(making.resultHashes)
    await runs.closeRun(tx, runId, { summary, inputsHash, planHash })
    return { ...opened, id: runId, summary, inputsHash, planHash }
  } finally {
    await pool.close()
  }
}

/** The lines of the newest run where it was made on the same day under the same policy: only they can be taken over. */
async function earlierLines(tx: Database, job: PlanJob): Promise<Map<string, EarlierLine>> {
  const previous = await runs.newestRun(tx)
  if (previous === null || previous.asOf !== job.asOf || !answers(previous, job.policy)) {
    return new Map()
  }
  return runs.linesByPlace(tx, previous.id)
}

/**
 * Plans and stages every line: pieces are read ahead of the pool and written in the order in which they were read, one
 * while the next is planned.
 */
async function planLines(making: Making, read: AsyncIterable<PackedInput[]>): Promise<void> {
  const underWay: { batch: LineBatch; planned: Promise<PlannedBatch> }[] = []
  let staging = Promise.resolve()
  const stageNext = async () => {
    await staging
    staging = stage(making, underWay.shift()!)
    staging.catch(() => undefined)
  }
  try {
    for await (const piece of read) {
      await pause()
      const batch = await withEarlier(making, piece)
      const planned = making.pool.plan(batch)
      // Heard when its turn comes; until then nobody may take a failure for a forgotten one.
      planned.catch(() => undefined)
      underWay.push({ batch, planned })
      if (underWay.length >= making.pool.width) await stageNext()
    }
    while (underWay.length > 0) await stageNext()
    await staging
  } finally {
    // Nothing may be under way on the session when the transaction ends.
    await staging.catch(() => undefined)
  }
  await writeRecords(making.tx, making.records)
}

/** The inputs in pieces of whole items, the first ones small. */
async function* pieces(
  inputs: AsyncIterable<PackedInput>,
  pieceLines: number,
): AsyncGenerator<PackedInput[]> {
  let piece: PackedInput[] = []
  let before = 0
  for await (const input of inputs) {
    const isAlone = before + piece.length < piecesAlone * pieceLines
    const full = isAlone ? Math.ceil(pieceLines / smallerAlone) : pieceLines
    if (piece.length >= full && piece.at(-1)?.item.sku !== input.item.sku) {
      yield piece
      before += piece.length
      piece = []
    }
    piece.push(input)
  }
  if (piece.length > 0) yield piece
}

const placeOf = (input: PackedInput) =>
  runs.placeKey({ sku: input.item.sku, locationCode: input.locationCode })

/** Whether a line may change with the orders of others: one that came along, or was cut to what a supplier can make. */
const dependsOnOthers = (input: PackedInput) =>
  mayComeAlong(input) ||
  input.suppliers.some(({ supplierCode }) => sharesCapacity(input, supplierCode))

/**
 * What may be taken over from earlier. Of a due line, which changes with the order it goes into, and of one that other
 * places could send to, which depends on the lines before it, or that may come along with an order, only the forecast.
 */
async function withEarlier(making: Making, inputs: PackedInput[]): Promise<LineBatch> {
  const { tx, earlier, forLedger } = making
  const lines = inputs.map((input) => earlier.get(placeOf(input)) ?? null)
  const again = lines.flatMap((line, at) => {
    const offers = inputs[at]?.transferableUnits.length ?? 0
    const changes = offers > 0 || dependsOnOthers(inputs[at]!)
    return line !== null && (line.decision === 'order' || changes) ? [line.id] : []
  })
  const bodies = await runs.packedResults(tx, again)
  return {
    inputs,
    forLedger,
    earlier: lines.map(
      (line) => line && { inputsHash: line.inputsHash, body: bodies.get(line.id) ?? null },
    ),
  }
}

async function stage(
  making: Making,
  { batch, planned }: { batch: LineBatch; planned: Promise<PlannedBatch> },
): Promise<void> {
  const { tx, runId, earlier, inputsHashes, resultHashes, orders } = making
  const made: (writes.NewLine & { records: ForecastRecord[] })[] = []
  const kept: { line: number; id: string }[] = []
  const { lines, bodies } = await planned
  const bodyAt = ({ from, to }: BodyPlace) => bodies.subarray(from, to)
  for (const [at, { inputsHash, made: one }] of lines.entries()) {
    const line = inputsHashes.length
    inputsHashes.push(inputsHash)
    if (one === null) {
      const before = earlier.get(placeOf(batch.inputs[at]!))!
      resultHashes.push(before.resultHash)
      kept.push({ line, id: before.id })
      continue
    }
    resultHashes.push(one.facts.resultHash)
    made.push({ ...one, line, inputsHash, inputs: bodyAt(one.inputs), result: bodyAt(one.result) })
    if (one.order === null) continue
    const order = orders.get(one.order) ?? []
    order.push(line)
    orders.set(one.order, order)
  }
  await writes.stageLines(tx, runId, made)
  making.items.done += new Set(batch.inputs.map(({ item }) => item.sku)).size
  tellProgress(making.items.done, making.items.total, 'items planned')
  for (const { records } of made) making.records.push(...records)
  if (making.records.length >= recordsTogether) {
    await writeRecords(tx, making.records)
    making.records = []
  }
  await writes.stageKeptLines(tx, kept)
}

/** Rewrites the lines that change when each supplier's lines become one order. */
async function joinOrders(making: Making): Promise<void> {
  const { tx, runId, pool, orders, resultHashes } = making
  if (orders.size === 0) return
  const underWay: { lines: number[]; joined: ReturnType<PlanPool['join']> }[] = []
  const write = async ({ lines, joined }: (typeof underWay)[number]) => {
    const changed = (await joined).map(({ at, ...values }) => ({ line: lines[at]!, ...values }))
    for (const { line, facts } of changed) resultHashes[line] = facts.resultHash
    await writes.stageJoined(tx, changed)
  }
  for (const lines of orders.values()) {
    const joined = pool.join(await writes.stagedBodies(tx, runId, lines))
    joined.catch(() => undefined)
    await pause()
    underWay.push({ lines, joined })
    if (underWay.length >= pool.width) await write(underWay.shift()!)
  }
  for (const one of underWay) await write(one)
  await writes.applyJoined(tx, runId)
}
