import type { Database } from '#store/database.ts'
import type { PlanRun } from '#store/plan-runs.ts'

/** Answers kept for one database: some figures of some plans, each a few megabytes at most. */
const mostKept = 8

const kept = new WeakMap<Database, Map<string, Promise<unknown>>>()

/**
 * What `compute` gives for a plan, computed once while the facts stay as they are: a plan answers for one data version,
 * and everything that a person or an import changes raises it. A failure is not kept.
 */
export function rememberedOf<Value>(
  db: Database,
  run: Pick<PlanRun, 'id' | 'dataVersion'>,
  name: string,
  compute: () => Promise<Value>,
): Promise<Value> {
  const answers = kept.get(db) ?? new Map<string, Promise<unknown>>()
  kept.set(db, answers)
  const key = `${run.id} ${run.dataVersion} ${name}`
  const known = answers.get(key) as Promise<Value> | undefined
  if (known !== undefined) return known
  const computed = compute()
  answers.set(key, computed)
  computed.catch(() => answers.delete(key))
  for (const oldest of [...answers.keys()].slice(0, -mostKept)) answers.delete(oldest)
  return computed
}
