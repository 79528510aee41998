import { canonicalJson } from '#planning/canonical.ts'
import { addMinor } from '#planning/money.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { forecastFor } from '#planning/policy/item-forecast.ts'
import { reorderPlanner } from '#planning/policy/plan-reorders.ts'
import { ENGINE_VERSION } from '#planning/types.ts'
import type { ItemLocationInput, PlanningPolicy, Recommendation, Urgency } from '#planning/types.ts'
import { QuartermasterError } from '#root/errors.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import { contentHash, hashText } from '#store/content-hash.ts'
import { dataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { orderedWith, storedLine } from '#store/plan-lines.ts'
import * as runs from '#store/plan-runs.ts'
import type { NewLine, PlanRun, PlanSummary } from '#store/plan-runs.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import { setting } from '#store/settings.ts'

export type PlanRequest = {
  asOf: string
  /** The injected instant, ISO. */
  now: string
  /** Null or absent: the shop's own policy, else the default one. */
  policy?: PlanningPolicy | null
}

/** Where a shop keeps its own policy. */
export const policyKey = 'planning_policy'
/** Lines read, forecast and written at a time. */
const batchSize = 100

const underWay = new WeakMap<Database, Map<string, Promise<PlanRun>>>()

/** The policy in force: the shop's own, else the default. */
export async function policyInForce(db: Database): Promise<PlanningPolicy> {
  return (await setting<PlanningPolicy>(db, policyKey)) ?? defaultPolicy
}

/**
 * The plan of a date over the facts as they are now: the one there is when nothing changed, else a new one, stored
 * with all it saw. Callers that ask at the same time share one computation. Throws what the inputs throw.
 */
export async function ensurePlan(db: Database, request: PlanRequest): Promise<PlanRun> {
  const policy = request.policy ?? (await policyInForce(db))
  const version = await dataVersion(db)
  const current = await runs.currentRun(db, { asOf: request.asOf, dataVersion: version })
  if (current !== null && answers(current, policy)) return current
  const shared = underWay.get(db) ?? new Map<string, Promise<PlanRun>>()
  underWay.set(db, shared)
  const key = canonicalJson([request.asOf, version, policy])
  const running =
    shared.get(key) ?? makePlan(db, { ...request, policy }).finally(() => shared.delete(key))
  shared.set(key, running)
  return running
}

function answers(run: PlanRun, policy: PlanningPolicy): boolean {
  return run.engineVersion === ENGINE_VERSION && canonicalJson(run.policy) === canonicalJson(policy)
}

type Job = { asOf: string; now: string; policy: PlanningPolicy }
type Light = Omit<Recommendation, 'forecast'>
type Planned = { place: string; inputsHash: string; resultHash: string; line: Light }

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

async function makePlan(db: Database, job: Job): Promise<PlanRun> {
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
async function plannedElsewhere(db: Database, job: Job, error: unknown): Promise<PlanRun> {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined
  const version = await dataVersion(db)
  const stored =
    cause?.code === '23505'
      ? await runs.currentRun(db, { asOf: job.asOf, dataVersion: version })
      : null
  if (stored === null || !answers(stored, job.policy)) throw error
  return stored
}

async function writePlan(tx: Database, job: Job, baseCurrency: string): Promise<PlanRun> {
  const { asOf, now, policy } = job
  const version = await dataVersion(tx)
  const previous = await runs.newestRun(tx)
  const earlier =
    previous === null
      ? new Map<string, runs.EarlierLine>()
      : await runs.linesByPlace(tx, previous.id)
  const opened = {
    asOf,
    engineVersion: ENGINE_VERSION,
    policy,
    dataVersion: version,
    createdAt: now,
  }
  const runId = await runs.openRun(tx, opened)
  const ground = canonicalJson([ENGINE_VERSION, policy])
  const planner = reorderPlanner(policy)
  const planned: Planned[] = []
  for await (const inputs of batches(planningInputs(tx, { asOf }), batchSize)) {
    const seen = inputs.map((input) => withHash(input, ground))
    const forecasts = await runs.forecastsOf(
      tx,
      seen.flatMap(({ place, inputsHash }) => {
        const line = earlier.get(place)
        return line?.inputsHash === inputsHash ? [line.id] : []
      }),
    )
    const lines = seen.map(({ input, inputsText, place, inputsHash }): NewLine => {
      const kept = earlier.get(place)
      const known = kept !== undefined && forecasts.has(kept.id)
      const forecast = known ? (forecasts.get(kept.id) ?? null) : forecastFor(input, policy)
      const added = planner.add(input, forecast)
      const { forecast: _forecast, ...light } = added.line
      const resultText = canonicalJson(added.line)
      planned.push({ place, inputsHash, resultHash: hashText(resultText), line: light })
      return {
        id: `R${runId}~${added.index}`,
        line: light,
        resultText,
        inputsHash,
        // A transfer that an earlier line takes is off this one's inputs.
        inputsText: added.input === input ? inputsText : canonicalJson(added.input),
      }
    })
    await runs.writeLines(tx, runId, lines)
  }
  await joinOrders(tx, runId, planner, planned)
  const inputsHash = contentHash([
    asOf,
    ENGINE_VERSION,
    policy,
    planned.map((line) => line.inputsHash),
  ])
  const same = await runs.runOfInputs(tx, inputsHash)
  if (same !== null) throw new SameInputs(same, version)
  const planHash = contentHash(planned.map((line) => line.resultHash))
  const summary = summaryOf(planned, baseCurrency)
  await rankLines(tx, runId, planned)
  await runs.closeRun(tx, runId, { summary, inputsHash, planHash })
  return { ...opened, id: runId, summary, inputsHash, planHash }
}

async function* batches<T>(source: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const each of source) {
    batch.push(each)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** `ground` is the canonical text of everything but the facts that a line depends on. */
function withHash(input: ItemLocationInput, ground: string) {
  const inputsText = canonicalJson(input)
  return {
    input,
    inputsText,
    place: runs.placeKey({ sku: input.item.sku, locationCode: input.locationCode }),
    inputsHash: hashText(ground + inputsText),
  }
}

/** Rewrites the lines that change when each supplier's lines become one order. */
async function joinOrders(
  tx: Database,
  runId: number,
  planner: ReturnType<typeof reorderPlanner>,
  planned: Planned[],
): Promise<void> {
  for (const { index, line } of planner.join()) {
    const { forecast: _forecast, ...light } = line
    const before = planned[index]
    const resultText = canonicalJson(line)
    const resultHash = hashText(resultText)
    if (before === undefined || before.resultHash === resultHash) continue
    planned[index] = { ...before, resultHash, line: light }
    await runs.rewriteLine(tx, `R${runId}~${index}`, light, resultText)
  }
}

const urgencyRanks: Record<Urgency, number> = {
  overdue: 1,
  now: 2,
  this_week: 3,
  later: 4,
  none: 5,
}
const decisionRanks: Record<Recommendation['decision'], number> = {
  order: 0,
  withheld: 10,
  enough: 20,
  not_planned: 30,
}

/** Orders before withheld lines before the rest, within these by urgency. */
function rankOf(line: Light): number {
  return decisionRanks[line.decision] + urgencyRanks[line.urgency]
}

/** Gives the lines their ranks and their handles: R12-1 is the most urgent line of run 12. */
async function rankLines(tx: Database, runId: number, planned: Planned[]): Promise<void> {
  const ranked = planned
    .map(({ line, place }, index) => ({
      index,
      place,
      rank: rankOf(line),
      waiting: line.costOfWaitingMinor ?? 0,
    }))
    .toSorted((a, b) => a.rank - b.rank || b.waiting - a.waiting || (a.place < b.place ? -1 : 1))
  await runs.nameLines(
    tx,
    ranked.map(({ index, rank }, at) => ({
      from: `R${runId}~${index}`,
      id: `R${runId}-${at + 1}`,
      urgencyRank: rank,
    })),
  )
}

function summaryOf(planned: Planned[], baseCurrency: string): PlanSummary {
  const count = (decision: Recommendation['decision']) =>
    planned.filter(({ line }) => line.decision === decision).length
  return {
    baseCurrency,
    lineCount: planned.length,
    orderCount: count('order'),
    enoughCount: count('enough'),
    withheldCount: count('withheld'),
    notPlannedCount: count('not_planned'),
    landedCostMinor: addMinor(0, ...planned.map(({ line }) => line.landedCostMinor ?? 0)),
    withheldWorthMinor: addMinor(0, ...planned.map(({ line }) => line.defects[0]?.worthMinor ?? 0)),
  }
}

export type Replay = { same: boolean; engineVersion: string }

/**
 * Computes a stored line again from its stored inputs and policy and compares the canonical bytes. A line on the list
 * is computed with the lines it is ordered with. Throws 'not_found' for a handle that does not exist.
 */
export async function replayLine(db: Database, id: string): Promise<Replay> {
  const stored = await storedLine(db, id)
  const run = stored === null ? null : await runs.planRunById(db, stored.planRunId)
  if (stored === null || run === null) {
    throw new QuartermasterError(
      'not_found',
      `No recommendation has the handle ${id.slice(0, 20)}.`,
      'recommend_reorders gives the handles of today.',
    )
  }
  const together = stored.decision === 'order' ? await orderedWith(db, stored) : [stored]
  const planner = reorderPlanner(run.policy)
  const added = together.map((line) =>
    planner.add(line.inputs, forecastFor(line.inputs, run.policy)),
  )
  const own = together.findIndex((line) => line.id === id)
  const joined = planner.join().find(({ index }) => index === own)?.line
  const again = joined ?? added[own]?.line
  return {
    same: again !== undefined && canonicalJson(again) === canonicalJson(stored.result),
    engineVersion: run.engineVersion,
  }
}
