// The places at which a process is killed inside people's commands and the jobs that follow from them.
import { jobCases } from './crash-jobs.ts'
import { peopleCases, policyCases, supplierCases } from './crash-master.ts'
import { orderCases } from './crash-orders.ts'
import { paperCases } from './crash-papers.ts'
import { slackCases } from './crash-slack.ts'
import type { Scene } from './crash-world.ts'

export type CrashCase = {
  /** The name of the command, or of the job (by null). */
  deed: string
  by: string | null
  /** Hours after noon at which it is done; at noon where nothing is said. */
  hours?: number
  /** Places inside it beside those that every command has. */
  inside: string[]
  /**
   * The tables it writes to, with the rows that are new (+) and that are gone (-), beside the one audit row and, of a
   * command, the one stored result.
   */
  writes: string
  /** Makes what it works on; gives what the person sends. */
  prepare(scene: Scene): Promise<unknown>
}

export const crashCases: readonly CrashCase[] = [
  ...orderCases,
  ...paperCases,
  ...peopleCases,
  ...slackCases,
  ...supplierCases,
  ...policyCases,
  ...jobCases,
]

/** `committed`: what was done by then is there as a whole. Everywhere else nothing of it may be there. */
export type CommandPlace = CrashCase & { diesAt: string; committed: boolean }

/** A reminder is the one deed that no audit row tells of: its message does. */
const isAudited = ({ deed }: CrashCase) => deed !== 'remind_supplier'

function placesOf(each: CrashCase): CommandPlace[] {
  const { deed, by, inside } = each
  const audit = isAudited(each)
  const always = [
    ...(audit ? ['audit_entry +1'] : []),
    ...(by === null ? [] : ['command_result +1']),
  ]
  const own = each.writes === '' ? [] : each.writes.split(', ')
  const writes = [...always, ...own].toSorted().join(', ')
  const diesAt = [
    ...(audit ? ['audit.after-row'] : []),
    ...inside,
    `${deed}.before-commit`,
    ...(by === null ? [] : ['command.after-result', `${deed}.after-commit`]),
  ]
  return diesAt.map((place) => ({
    ...each,
    writes,
    diesAt: place,
    committed: place.endsWith('.after-commit'),
  }))
}

const placesByCase = crashCases.map(placesOf)

export const commandPlaces: readonly CommandPlace[] = placesByCase.flat()

/** Every other place of each case: what the check tries on one database, and `1` is what it tries on the other. */
export function halfOfPlaces(half: 0 | 1): CommandPlace[] {
  return placesByCase.flatMap((places, row) =>
    places.filter((_, column) => (row + column) % 2 === half),
  )
}
