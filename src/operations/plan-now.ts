import { waitedForBy, type Progress } from '#root/under-way.ts'
import { ensurePlan } from './plan-shop.ts'
import { asOfDay, settingsOf, type Shop } from './shop.ts'

export type PlanReport = {
  planRunId: number
  asOf: string
  engineVersion: string
  /** Names the inputs and the plan: the same inputs give the same plan, byte for byte. */
  inputsHash: string
  planHash: string
  summary: unknown
  milliseconds: number
}

/** Makes the plan of the day, or finds it when nothing changed since. */
export async function planNow(
  shop: Shop,
  _request: Record<string, never>,
  tell: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<PlanReport> {
  const began = performance.now()
  await settingsOf(shop)
  const request = { asOf: await asOfDay(shop), now: shop.now().toISOString() }
  const run = await waitedForBy({ tell, signal }, () => ensurePlan(shop.db, request))
  return {
    planRunId: run.id,
    asOf: run.asOf,
    engineVersion: run.engineVersion,
    inputsHash: run.inputsHash,
    planHash: run.planHash,
    summary: run.summary,
    milliseconds: Math.round(performance.now() - began),
  }
}
