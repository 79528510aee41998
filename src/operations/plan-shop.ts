import { canonicalJson } from '#planning/canonical.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { shipsByContainer } from '#planning/policy/fill-container.ts'
import { forecastFor } from '#planning/policy/item-forecast.ts'
import { reorderPlanner, sharesCapacity } from '#planning/policy/plan-reorders.ts'
import type { DemandForecast, PlanningPolicy, Recommendation } from '#planning/types.ts'
import { QuartermasterError } from '#root/errors.ts'
import { shareWork, type Shared } from '#root/under-way.ts'
import { hashText } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { plannedWith, plannedWithDigest, storedLine } from '#store/plan-lines.ts'
import type { PlannedTogether, StoredLine } from '#store/plan-lines.ts'
import { planRunById, planState } from '#store/plan-runs.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { planningPolicyKey, setting } from '#store/settings.ts'
import { answers, makePlan } from './make-plan.ts'

export type PlanRequest = {
  asOf: string
  /** The injected instant, ISO. */
  now: string
  /** Null or absent: the shop's own policy, else the default one. */
  policy?: PlanningPolicy | null
  /** Worker threads of a new plan; absent = one for each core. */
  threads?: number
}

const underWay = new WeakMap<Database, Map<string, Shared<PlanRun>>>()

/** The policy in force: the shop's own, what it leaves open by the default. */
export async function policyInForce(db: Database): Promise<PlanningPolicy> {
  return { ...defaultPolicy, ...(await setting<Partial<PlanningPolicy>>(db, planningPolicyKey)) }
}

/**
 * The plan of a date over the facts as they are now: the one there is when nothing changed, else a new one, stored
 * with all it saw. Callers that ask at the same time share one computation; it is given up, leaving nothing, when all of
 * them gave up. Throws what the inputs throw.
 */
export async function ensurePlan(db: Database, request: PlanRequest): Promise<PlanRun> {
  const state = await planState(db, request.asOf, planningPolicyKey)
  const policy = request.policy ?? { ...defaultPolicy, ...state.ownPolicy }
  const { dataVersion: version, run: current } = state
  if (current !== null && answers(current, policy)) return current
  const shared = underWay.get(db) ?? new Map<string, Shared<PlanRun>>()
  underWay.set(db, shared)
  const key = canonicalJson([request.asOf, version, policy])
  return shareWork(shared, key, () => makePlan(db, { ...request, policy }))
}

export type Replay = { same: boolean; engineVersion: string }

/**
 * Computes a stored line again from its stored inputs and policy, its forecast included, and compares the canonical
 * bytes. A line that goes into an order is computed with the others of it, these from their stored forecasts. Throws 'not_found' for a handle that does not exist.
 */
export async function replayLine(db: Database, id: string): Promise<Replay> {
  const stored = await storedLine(db, id)
  const found = stored === null ? null : await planRunById(db, stored.planRunId)
  if (stored === null || found === null) {
    throw new QuartermasterError(
      'not_found',
      `No recommendation has the handle ${id.slice(0, 20)}.`,
      'recommend_reorders gives the handles of today.',
    )
  }
  return replayStored(db, found, stored)
}

/** Replays that were made, by all that they depend on; the oldest go first. */
const replays = new Map<string, Replay>()
const mostReplays = 500

/**
 * As `replayLine`, of a line that was read with its run. The same stored bytes replay alike, so a line whose bytes, and
 * those of the lines it was planned with, are as they were is not computed twice by one process.
 */
export async function replayOnce(db: Database, run: PlanRun, stored: StoredLine): Promise<Replay> {
  const group = togetherWith(stored)
  const isAlone = stored.decision !== 'order' && !group.leftOut
  const others = isAlone ? '' : await plannedWithDigest(db, stored, group)
  const own = canonicalJson([run.engineVersion, run.policy, stored])
  const key = hashText(own + others)
  const before = replays.get(key)
  if (before !== undefined) return before
  const replay = await replayStored(db, run, stored)
  const oldest = replays.keys().next().value
  if (replays.size >= mostReplays && oldest !== undefined) replays.delete(oldest)
  replays.set(key, replay)
  return replay
}

/** Which lines a stored one was planned with: all that share what its supplier makes, or those of its location. */
function togetherWith({ inputs, supplierCode, orderSupplierCode }: StoredLine): PlannedTogether {
  const from = orderSupplierCode ?? supplierCode
  const shared = sharesCapacity(inputs, from)
  return { anywhere: shared, leftOut: shared || shipsByContainer(inputs, from ?? '') }
}

async function replayStored(db: Database, found: PlanRun, stored: StoredLine): Promise<Replay> {
  // A plan of an earlier engine says nothing of what a policy has learned to say since.
  const run = { ...found, policy: { ...defaultPolicy, ...found.policy } }
  const alone = reorderPlanner(run.policy).add(
    stored.inputs,
    forecastFor(stored.inputs, run.policy),
  )
  const group = togetherWith(stored)
  const isJoined =
    stored.decision === 'order' || (group.leftOut && stored.decision === 'not_planned')
  const again =
    isJoined && alone.order !== null
      ? await joinedLine(db, run, stored, { forecast: alone.line.forecast, group })
      : alone.line
  return {
    same: canonicalJson(again) === canonicalJson(stored.result),
    engineVersion: run.engineVersion,
  }
}

/** A line as it is together with the lines that were planned with it. */
async function joinedLine(
  db: Database,
  run: PlanRun,
  stored: StoredLine,
  own: { forecast: DemandForecast | null; group: PlannedTogether },
): Promise<Recommendation> {
  const together = await plannedWith(db, stored, own.group)
  const planner = reorderPlanner(run.policy)
  const added = together.map((line) =>
    planner.add(line.inputs, line.id === stored.id ? own.forecast : line.result.forecast),
  )
  const at = together.findIndex((line) => line.id === stored.id)
  return planner.join().find(({ index }) => index === at)?.line ?? added[at]!.line
}
