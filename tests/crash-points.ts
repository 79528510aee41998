// Every named place at which a test may kill the process, as the code has them. One list: a place that is not on it, or a
// line of it that is no place, fails tests/crash-points.test.ts.
import { commands } from '#commands/commands.ts'
import { orderCommands } from '#purchasing/life-cycle.ts'
import { places } from './jobs/crash-points.ts'
import { slackPlaces } from './slack/crash-places.ts'
import { commandPlaces } from './trust/command-places.ts'

/** Steps of the life cycle that tools take; they write by themselves and not through `moveOrder`. */
const ofTools = ['revise', 'submit']

const inMoves = orderCommands.flatMap((command) =>
  ofTools.includes(command) ? [] : [`${command}.after-update`, `${command}.after-audit`],
)

const inCommands = commands.flatMap(({ name }) => [`${name}.before-commit`, `${name}.after-commit`])

const named = [
  'audit.after-row',
  'command.after-result',
  'queue.after-job',
  'activate_supplier_change.before-commit',
  'expire_approval.before-commit',
  'remind_supplier.before-commit',
  'approve_by_rule.before-commit',
  'receive_goods.after-stock',
  'send_message.ready',
  'send_message.before-mark',
  'send_message.marked',
  'send_message.answered',
  'send_message.settled',
  'settle_message.after-row',
  'settle_message.before-commit',
  'settle_message.after-unknown',
]

export const crashPoints: readonly string[] = [...inMoves, ...inCommands, ...named, ...slackPlaces]

/** The ones at which a suite kills a process. */
export const killedAt: ReadonlySet<string> = new Set([
  ...[...places, ...commandPlaces].map(({ diesAt }) => diesAt),
  ...slackPlaces,
])
