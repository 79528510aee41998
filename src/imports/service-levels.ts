import { canonicalJson } from '#planning/canonical.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import type { AbcClass, PlanningPolicy } from '#planning/types.ts'
import type { Database } from '#store/database.ts'
import { planningPolicyKey, setting, writeSetting } from '#store/settings.ts'
import type { RowProblem } from './report.ts'
import type { ParsedRow } from './spec.ts'

const valueClasses = ['A', 'B', 'C'] as const
const pairs = valueClasses.flatMap((abc) =>
  (['X', 'Y', 'Z'] as const).map((xyz) => `${abc}${xyz}` as const),
)

/** Classes that may have a level of their own. */
export const serviceClasses: readonly string[] = [...valueClasses, ...pairs]

type Stored = Partial<PlanningPolicy>
type Levels = Pick<
  PlanningPolicy,
  'cycleServiceLevel' | 'serviceTarget' | 'serviceLevelByClass' | 'unmetDemand'
>

const levelsOf = (stored: Stored | null): Levels => ({
  cycleServiceLevel: { ...defaultPolicy.cycleServiceLevel, ...stored?.cycleServiceLevel },
  serviceTarget: { ...defaultPolicy.serviceTarget, ...stored?.serviceTarget },
  serviceLevelByClass: { ...stored?.serviceLevelByClass },
  ...(stored?.unmetDemand !== undefined && { unmetDemand: { ...stored.unmetDemand } }),
})

const isValueClass = (name: string): name is AbcClass => name.length === 1

type JudgedColumn = 'service_level' | 'service_target' | 'unmet_demand'

const properties: Record<JudgedColumn, string> = {
  service_level: 'serviceLevel',
  service_target: 'serviceTarget',
  unmet_demand: 'unmetDemand',
}

/** Why a row cannot be followed, and what to write instead; null = it can. */
function obstacle({
  values,
}: ParsedRow): (Pick<RowProblem, 'reason' | 'repair'> & { column: JudgedColumn }) | null {
  const level = Number(values['serviceLevel'])
  if (level < 0.5 || level > 0.9999) {
    const repair = 'write a level from 0.5 to 0.9999'
    return { column: 'service_level', reason: 'nobody can plan for it', repair }
  }
  if (isValueClass(String(values['serviceClass']))) return null
  const repair = 'leave it empty, or write it with A, B or C'
  if (values['serviceTarget'] !== null) {
    return { column: 'service_target', reason: 'the target is one of a class of value', repair }
  }
  if (values['unmetDemand'] === null) return null
  return { column: 'unmet_demand', reason: 'who waits is told for a class of value', repair }
}

/** Writes the levels over those of the same classes in the shop's own policy; 1 when that changes it, else 0. */
export async function writeServiceLevels(
  tx: Database,
  rows: ParsedRow[],
  report: (problem: Omit<RowProblem, 'file'>) => void,
): Promise<number> {
  const stored = await setting<Stored>(tx, planningPolicyKey)
  const levels = levelsOf(stored)
  for (const row of rows) {
    const { values, line } = row
    const wrong = obstacle(row)
    if (wrong !== null) {
      const value = String(values[properties[wrong.column]])
      report({ line, value, ...wrong })
      continue
    }
    const name = String(values['serviceClass'])
    const level = Number(values['serviceLevel'])
    const target = values['serviceTarget'] as PlanningPolicy['serviceTarget']['A'] | null
    const unmet = values['unmetDemand'] as 'backordered' | 'lost' | null
    if (isValueClass(name)) {
      levels.cycleServiceLevel[name] = level
      if (target !== null) levels.serviceTarget[name] = target
      if (unmet !== null) levels.unmetDemand = { ...levels.unmetDemand, [name]: unmet }
    } else levels.serviceLevelByClass[name as (typeof pairs)[number]] = level
  }
  const next = { ...stored, ...levels }
  if (stored !== null && canonicalJson(stored) === canonicalJson(next)) return 0
  await writeSetting(tx, planningPolicyKey, next)
  return 1
}

/** The levels of the shop's own policy as rows of the file; none where it has set nothing. */
export async function serviceLevelRows(db: Database): Promise<Record<string, unknown>[]> {
  const stored = await setting<Stored>(db, planningPolicyKey)
  if (stored === null) return []
  const { cycleServiceLevel, serviceTarget, serviceLevelByClass, unmetDemand } = levelsOf(stored)
  const byValue = valueClasses.map((abc) => ({
    serviceClass: abc,
    serviceLevel: cycleServiceLevel[abc],
    serviceTarget: serviceTarget[abc],
    unmetDemand: unmetDemand?.[abc] ?? null,
  }))
  const byPair = pairs.flatMap((pair) => {
    const serviceLevel = serviceLevelByClass[pair]
    return serviceLevel === undefined
      ? []
      : [{ serviceClass: pair, serviceLevel, serviceTarget: null, unmetDemand: null }]
  })
  return [...byValue, ...byPair]
}
