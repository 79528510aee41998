// The buy list under another planning policy beside the one of today: the shop is planned twice, nothing is stored.
import { readPlanningPolicy } from '#planning/policy/check-policy.ts'
import { ENGINE_VERSION } from '#planning/types.ts'
import type { PlanningPolicy } from '#planning/types.ts'
import { fieldChanges } from '#purchasing/policy-difference.ts'
import type { FieldChange } from '#purchasing/policy-difference.ts'
import { QuartermasterError } from '#root/errors.ts'
import { contentHash } from '#store/content-hash.ts'
import { dataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { orderedLines } from '#store/plan-difference.ts'
import type { OrderedLine } from '#store/plan-difference.ts'
import { makePlan } from './make-plan.ts'
import { ensurePlan, policyInForce } from './plan-shop.ts'

export type LineDifference = {
  sku: string
  name: string
  locationCode: string
  beforeUnits: number
  afterUnits: number
  beforeMinor: number
  afterMinor: number
}

export type ListTotals = { lines: number; units: number; landedCostMinor: number }

export type PlanningPreview = {
  baseCurrency: string
  policy: PlanningPolicy
  changes: FieldChange[]
  before: ListTotals
  after: ListTotals
  addedLines: number
  removedLines: number
  /** Lines whose quantity differs, the largest difference in money first. */
  lines: LineDifference[]
  /** Names the change and the shop it was tried on. */
  hash: string
}

/** Thrown to take a plan back that was only looked at. */
class OnlyLookedAt extends Error {}

/** The lines that the shop would order under a policy: planned as always, and taken back. */
async function linesUnder(
  db: Database,
  request: { asOf: string; now: string; policy: PlanningPolicy },
): Promise<OrderedLine[]> {
  let lines: OrderedLine[] = []
  try {
    await db.transaction(async (tx) => {
      const run = await makePlan(tx, request)
      lines = await orderedLines(tx, run.id)
      throw new OnlyLookedAt()
    })
  } catch (error) {
    if (!(error instanceof OnlyLookedAt)) throw error
  }
  return lines
}

const totalsOf = (lines: readonly OrderedLine[]): ListTotals => ({
  lines: lines.length,
  units: lines.reduce((sum, { units }) => sum + units, 0),
  landedCostMinor: lines.reduce((sum, { landedCostMinor }) => sum + landedCostMinor, 0),
})

function differences(before: OrderedLine[], after: OrderedLine[]): LineDifference[] {
  const placeOf = ({ sku, locationCode }: OrderedLine) => `${sku}\u0001${locationCode}`
  const standing = new Map(before.map((line) => [placeOf(line), line]))
  const coming = new Map(after.map((line) => [placeOf(line), line]))
  return [...new Map([...standing, ...coming])]
    .flatMap(([place, { sku, name, locationCode }]) => {
      const [was, is] = [standing.get(place), coming.get(place)]
      const [beforeUnits, afterUnits] = [was?.units ?? 0, is?.units ?? 0]
      const [beforeMinor, afterMinor] = [was?.landedCostMinor ?? 0, is?.landedCostMinor ?? 0]
      if (beforeUnits === afterUnits && beforeMinor === afterMinor) return []
      return [{ sku, name, locationCode, beforeUnits, afterUnits, beforeMinor, afterMinor }]
    })
    .toSorted(
      (a, b) =>
        Math.abs(b.afterMinor - b.beforeMinor) - Math.abs(a.afterMinor - a.beforeMinor) ||
        (a.sku < b.sku ? -1 : 1),
    )
}

/**
 * The policy with some fields changed, and the hash that names the change and the facts it is tried on: the same facts
 * give the same plan, so whoever saw the difference of a hash saw all that it does. Throws 'invalid'.
 */
export async function plannedChange(
  db: Database,
  changes: Record<string, unknown>,
  asOf: string,
): Promise<{ from: PlanningPolicy; policy: PlanningPolicy; changes: FieldChange[]; hash: string }> {
  const from = await policyInForce(db)
  const policy = readPlanningPolicy({ ...from, ...changes })
  const changed = fieldChanges(from, policy)
  if (changed.length === 0) {
    throw new QuartermasterError(
      'invalid',
      'The planning policy says this already.',
      'Change a field, or leave the policy as it is.',
    )
  }
  const facts = [asOf, await dataVersion(db), ENGINE_VERSION]
  return {
    from,
    policy,
    changes: changed,
    hash: contentHash(['planning_policy', facts, from, policy]),
  }
}

/** What a change of the planning policy would do to the buy list of the day; stores nothing but the plan of today. */
export async function previewPlanning(
  db: Database,
  changes: Record<string, unknown>,
  { asOf, now }: { asOf: string; now: string },
): Promise<PlanningPreview> {
  const { policy, changes: changed, hash } = await plannedChange(db, changes, asOf)
  const run = await ensurePlan(db, { asOf, now })
  const before = await orderedLines(db, run.id)
  const after = await linesUnder(db, { asOf, now, policy })
  const lines = differences(before, after)
  return {
    baseCurrency: run.summary.baseCurrency,
    policy,
    changes: changed,
    before: totalsOf(before),
    after: totalsOf(after),
    addedLines: lines.filter(({ beforeUnits }) => beforeUnits === 0).length,
    removedLines: lines.filter(({ afterUnits }) => afterUnits === 0).length,
    lines,
    hash,
  }
}
