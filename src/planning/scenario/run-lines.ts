import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

import type { PlanningPolicy } from '../types.ts'
import { demandPaths } from './demand-paths.ts'
import type { DemandPaths, PathShape } from './demand-paths.ts'
import type { Disruption, ScenarioAssumptions } from './disruption.ts'
import { gapUnits } from './exposure.ts'
import { meetSupplierMinimums } from './joint-minimum.ts'
import { touchesLine } from './line.ts'
import type { ScenarioLine } from './line.ts'
import { emptyLedger, fillLedgers } from './outcomes.ts'
import type { Ledger, PathBench } from './outcomes.ts'
import { LEAD_CELLS, leadTimeBook, normalCells, shiftFor } from './quantile-cells.ts'
import { nothingOf } from './response-option.ts'
import { responsesFor } from './responses.ts'
import type { ResponseOption } from './response-option.ts'
import type { ScenarioItem } from './scenario-result.ts'
import { summariseLine } from './summarise-line.ts'
import type { SimulatedResponse } from './summarise-line.ts'
import { acceptPlan, baselinePlan, responsePlan } from './supply-plans.ts'
import type { PlanFacts } from './supply-plans.ts'
import { addToTotals, emptyTotals } from './totals.ts'
import type { TotalsBook } from './totals.ts'
import { shareTransferable } from './transferable.ts'

export type RunSettings = {
  policy: PlanningPolicy
  disruption: Disruption
  assumptions: ScenarioAssumptions
  pathCount: number
  horizonDays: number
}

/** Arrays that every line writes over. */
type Workshop = {
  shape: PathShape
  bench: PathBench
  baseline: Ledger
  ledgers: Ledger[]
  scratch: Float64Array
}

/** Few paths do not see the difference of finer tables, and thousands of lines would pay for them. */
const FINE_FROM_PATHS = 2000

function openWorkshop({ pathCount, horizonDays }: RunSettings): Workshop {
  const ledger = () => emptyLedger(pathCount, horizonDays)
  return {
    shape: {
      pathCount,
      horizonDays,
      cellNormals: normalCells(pathCount >= FINE_FROM_PATHS ? 1024 : 256),
      pathNormals: normalCells(pathCount),
    },
    bench: {
      arrivals: new Int32Array(horizonDays + 1),
      demand: new Int32Array(horizonDays),
    },
    baseline: ledger(),
    ledgers: [ledger(), ledger(), ledger(), ledger(), ledger()],
    scratch: new Float64Array(pathCount),
  }
}

function planFacts(lines: ScenarioLine[], settings: RunSettings): PlanFacts[] {
  const { policy, disruption, assumptions, horizonDays } = settings
  const leadCellsOf = leadTimeBook(normalCells(LEAD_CELLS))
  const zByLevel = new Map<number, number>()
  const zOf = (level: number) => {
    const z = zByLevel.get(level) ?? normalQuantile(level, 0, 1)
    zByLevel.set(level, z)
    return z
  }
  const facts = lines.map((line) => ({
    line,
    policy,
    disruption,
    assumptions,
    z: zOf(line.cycleServiceLevel),
    transferable: [],
    horizonDays,
    leadCellsOf,
  }))
  const short = new Map(
    facts.map(({ line, z }) => [line, gapUnits(line, policy, disruption, 1, z)]),
  )
  const lost = disruption.kind === 'location_lost' ? disruption.locationCode : null
  const shared = shareTransferable(lines, short, lost)
  return facts.map((one) => ({ ...one, transferable: shared.get(one.line) ?? [] }))
}

const keyOf = (facts: PlanFacts, option: ResponseOption, supplierCode: string) =>
  JSON.stringify([option.response, supplierCode, facts.line.input.locationCode])

/** How many lines of a location would order from a supplier by a response: they share its freight per order. */
function countUsers(planned: { facts: PlanFacts; possible: ResponseOption[] }[]) {
  const users = new Map<string, number>()
  for (const { facts, possible } of planned) {
    for (const option of possible) {
      for (const { supplierCode } of option.orderCharges) {
        const key = keyOf(facts, option, supplierCode)
        users.set(key, (users.get(key) ?? 0) + 1)
      }
    }
  }
  return (facts: PlanFacts, option: ResponseOption) => (supplierCode: string) =>
    1 / (users.get(keyOf(facts, option, supplierCode)) ?? 1)
}

function demandOf(
  facts: PlanFacts,
  shape: PathShape,
): { usual: DemandPaths; disrupted: DemandPaths } {
  const { line, policy } = facts
  const protectionDays = line.primary.leadTime.meanDays + policy.reviewPeriodDays
  const draw = (daily: Float64Array) =>
    demandPaths(line.forecast, daily, protectionDays, shape, line.seed)
  const usual = draw(line.means.subarray(0, shape.horizonDays))
  if (line.disruptedMeans === line.means) return { usual, disrupted: usual }
  return { usual, disrupted: draw(line.disruptedMeans.subarray(0, shape.horizonDays)) }
}

function isAffected(baseline: Ledger, accept: Ledger, disruption: Disruption): boolean {
  return accept.stockoutDays.some(
    (days, path) =>
      days !== baseline.stockoutDays[path] ||
      accept.lostUnits[path] !== baseline.lostUnits[path] ||
      (disruption.kind === 'tariff' && accept.costMinor[path] !== baseline.costMinor[path]),
  )
}

type Planned = ReturnType<typeof responsesFor> & { facts: PlanFacts }

function simulateLine(
  { facts, possible, impossible }: Planned,
  share: (facts: PlanFacts, option: ResponseOption) => (supplierCode: string) => number,
  work: Workshop,
  totals: TotalsBook,
): ScenarioItem | null {
  const { line, assumptions, disruption } = facts
  const [acceptLedger, ...ledgers] = work.ledgers
  if (acceptLedger === undefined) return null
  const { usual, disrupted } = demandOf(facts, work.shape)
  const shift = shiftFor(work.shape.cellNormals.length)
  const accept = acceptPlan(facts)
  const runs = [
    { plan: baselinePlan(facts), demand: usual, ledger: work.baseline },
    { plan: accept, demand: disrupted, ledger: acceptLedger },
  ]
  fillLedgers(runs, line.seed, shift, work.bench)
  if (!isAffected(work.baseline, acceptLedger, disruption)) return null
  const others = possible.slice(1).flatMap((option, index) => {
    const ledger = ledgers[index]
    return ledger === undefined ? [] : [{ option, ledger }]
  })
  fillLedgers(
    others.map(({ option, ledger }) => ({
      plan: responsePlan(facts, accept, option, share(facts, option)),
      demand: disrupted,
      ledger,
    })),
    line.seed,
    shift,
    work.bench,
  )
  const simulated: SimulatedResponse[] = [
    { option: nothingOf('accept'), ledger: acceptLedger },
    ...others,
  ]
  const item = summariseLine(line, work.baseline, simulated, impossible, assumptions, work.scratch)
  addToTotals(totals, line, item, work.baseline, simulated)
  return item
}

export type SimulatedLines = { items: ScenarioItem[]; totals: TotalsBook; scratch: Float64Array }

/**
 * Simulates every line that the disruption can touch, a step for each; lines come and go in the given order, which must
 * not depend on chance. Each step says how many are done.
 */
export function* runLines(
  lines: ScenarioLine[],
  settings: RunSettings,
): Generator<{ done: number; total: number }, SimulatedLines, void> {
  const work = openWorkshop(settings)
  const totals = emptyTotals(settings.pathCount)
  const touched = lines.filter((line) => touchesLine(line, settings.disruption))
  const planned = planFacts(touched, settings).map((facts) => ({ facts, ...responsesFor(facts) }))
  meetSupplierMinimums(planned)
  const share = countUsers(planned)
  const items: ScenarioItem[] = []
  for (const [before, one] of planned.entries()) {
    const item = simulateLine(one, share, work, totals)
    if (item !== null) items.push(item)
    yield { done: before + 1, total: planned.length }
  }
  return { items, totals, scratch: work.scratch }
}
