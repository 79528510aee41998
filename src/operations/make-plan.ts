// One planning job: the shop's facts as a stream, planned line by line, stored with all it saw.
import { canonicalJson } from '#planning/canonical.ts'
import { addMinor } from '#planning/money.ts'
import { forecastFor } from '#planning/policy/item-forecast.ts'
import { reorderPlanner } from '#planning/policy/plan-reorders.ts'
import type { ReorderPlanner } from '#planning/policy/plan-reorders.ts'
import { ENGINE_VERSION } from '#planning/types.ts'
import type { ItemLocationInput, PlanningPolicy, Recommendation, Urgency } from '#planning/types.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import { contentHash, hashText } from '#store/content-hash.ts'
import { dataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import * as runs from '#store/plan-runs.ts'
import type { NewLine, PlanRun, PlanSummary } from '#store/plan-runs.ts'
import { planningInputs } from '#store/planning-inputs.ts'

/** Lines read, forecast and written at a time. */
const batchSize = 100

/** Whether a stored run was made by this engine under this policy. */
export function answers(run: PlanRun, policy: PlanningPolicy): boolean {
  return run.engineVersion === ENGINE_VERSION && canonicalJson(run.policy) === canonicalJson(policy)
}

export type PlanJob = { asOf: string; now: string; policy: PlanningPolicy }

/** What is kept of a line while the rest of the shop is planned: no history, no forecast. */
type Planned = {
  place: string
  inputsHash: string
  resultHash: string
  decision: Recommendation['decision']
  rank: number
  waitingMinor: number
  landedCostMinor: number
  worthMinor: number
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

async function writePlan(tx: Database, job: PlanJob, baseCurrency: string): Promise<PlanRun> {
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
      const resultText = canonicalJson(added.line)
      planned.push(keptOf(added.line, place, inputsHash, hashText(resultText)))
      return {
        id: `R${runId}~${added.index}`,
        line: added.line,
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

function keptOf(
  line: Recommendation,
  place: string,
  inputsHash: string,
  resultHash: string,
): Planned {
  return {
    place,
    inputsHash,
    resultHash,
    decision: line.decision,
    rank: decisionRanks[line.decision] + urgencyRanks[line.urgency],
    waitingMinor: line.costOfWaitingMinor ?? 0,
    landedCostMinor: line.landedCostMinor ?? 0,
    worthMinor: line.defects[0]?.worthMinor ?? 0,
  }
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
  planner: ReorderPlanner,
  planned: Planned[],
): Promise<void> {
  for (const { index, line } of planner.join()) {
    const before = planned[index]
    const resultText = canonicalJson(line)
    const resultHash = hashText(resultText)
    if (before === undefined || before.resultHash === resultHash) continue
    planned[index] = keptOf(line, before.place, before.inputsHash, resultHash)
    await runs.rewriteLine(tx, `R${runId}~${index}`, line, resultText)
  }
}

const urgencyRanks: Record<Urgency, number> = {
  overdue: 1,
  now: 2,
  this_week: 3,
  later: 4,
  none: 5,
}
/** Orders before withheld lines before the rest, within these by urgency. */
const decisionRanks: Record<Recommendation['decision'], number> = {
  order: 0,
  withheld: 10,
  enough: 20,
  not_planned: 30,
}

/** Gives the lines their ranks and their handles: R12-1 is the most urgent line of run 12. */
async function rankLines(tx: Database, runId: number, planned: Planned[]): Promise<void> {
  const ranked = planned
    .map(({ rank, place, waitingMinor }, index) => ({ index, rank, place, waitingMinor }))
    .toSorted(
      (a, b) => a.rank - b.rank || b.waitingMinor - a.waitingMinor || (a.place < b.place ? -1 : 1),
    )
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
    planned.filter((line) => line.decision === decision).length
  return {
    baseCurrency,
    lineCount: planned.length,
    orderCount: count('order'),
    enoughCount: count('enough'),
    withheldCount: count('withheld'),
    notPlannedCount: count('not_planned'),
    landedCostMinor: planned.reduce((sum, line) => addMinor(sum, line.landedCostMinor), 0),
    withheldWorthMinor: planned.reduce((sum, line) => addMinor(sum, line.worthMinor), 0),
  }
}
