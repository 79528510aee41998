// The model's side of a sequence that a real program can do: which of its doors a command goes through, and what is right.
import { applyCommand, emptyModel, supplierOf } from '../purchasing/model.ts'
import type { Model, ModelAudit, ModelCommand } from '../purchasing/model.ts'
import { commandOf } from '../purchasing/model-commands.ts'
import type { CommandSeed } from '../purchasing/model-commands.ts'

/** A command as the program meets it, and what must come of it. */
export type Expected = {
  command: ModelCommand
  changed: boolean
  expired: string[]
  model: Model
}

type Known = {
  model: Model
  /** Order and revision of messages that a supplier never got: a person asks for those again. */
  undelivered: Set<string>
  /** The last delivery note of each supplier. */
  papers: Map<string, string>
  last: ModelCommand | null
}

const job = 'job:dispatch'
const byJobs = ['order.send', 'order.expire', 'order.mark_delivery_unknown']

/** The audit as the books write it, order by order: what a job does stands under the job's name. */
export function auditOfModel(model: Model): ModelAudit[] {
  return model.audit
    .map((row) => (byJobs.includes(row.action) ? { ...row, by: job } : row))
    .toSorted((a, b) => a.order.localeCompare(b.order))
}

export function booksOfModel(model: Model) {
  return Object.entries(model.orders)
    .map(([number, order]) => {
      const { state, revision, receivedUnits } = order
      return { number, state, revision, receivedUnits }
    })
    .toSorted((a, b) => a.number.localeCompare(b.number))
}

const later = (model: Model, command: ModelCommand) => ({
  ...model,
  hour: model.hour + command.waitHours,
})

function expire(model: Model, order: string, key: string) {
  const { revision } = model.orders[order]!
  const base = { key: `${key} ${order}`, by: 'bob', order, revision, waitHours: 0 }
  return applyCommand(model, { ...base, via: 'job', do: 'expire' })
}

/** Every order whose approval is too old, as the job finds them. */
function expireAll(model: Model, command: ModelCommand): Omit<Expected, 'command'> {
  let after = later(model, command)
  const expired = Object.keys(model.orders)
    .toSorted()
    .filter((order) => {
      const step = expire(after, order, command.key)
      after = step.model
      return step.result === 'done'
    })
  return { model: after, changed: expired.length > 0, expired }
}

/**
 * Mail goes by the job while a message waits, and by a person's word once it failed. An approval that is too old expires
 * when its message's turn comes.
 */
function throughMail(known: Known, command: ModelCommand): Expected {
  const { model, undelivered } = known
  const order = model.orders[command.order]
  const again = undelivered.has(`${command.order} ${command.revision}`)
  const via = again ? ('person' as const) : ('job' as const)
  const sent: ModelCommand = { ...command, via }
  const plain = () => {
    // That a delivery became unknown is nobody's wish: the person asks for the mail, the mail server falls silent.
    const judged = applyCommand(later(model, command), { ...sent, do: 'send', waitHours: 0 })
    if (judged.result !== 'done') return { command: sent, ...nothing(model, command) }
    const step = applyCommand(model, {
      ...sent,
      ...(sent.do !== 'send' && { via: 'job' }),
    } as ModelCommand)
    return { command: sent, ...outcomeOf(step) }
  }
  if (order?.state !== 'approved' || order.revision !== command.revision || again) return plain()
  const old = expire(later(model, command), command.order, command.key)
  if (old.result !== 'done') return plain()
  return { command: sent, model: old.model, changed: true, expired: [command.order] }
}

const nothing = (model: Model, command: ModelCommand): Omit<Expected, 'command'> => ({
  model: later(model, command),
  changed: false,
  expired: [],
})

const outcomeOf = (step: ReturnType<typeof applyCommand>): Omit<Expected, 'command'> => ({
  model: step.model,
  changed: step.result === 'done',
  expired: [],
})

function expectedOf(known: Known, command: ModelCommand): Expected {
  const { model, undelivered } = known
  const isMail = command.do === 'send' || command.do === 'mark_delivery_unknown'
  if (isMail && command.via !== 'tool') return throughMail(known, command)
  if (command.do === 'expire' && command.via === 'job') {
    return { command, ...expireAll(model, command) }
  }
  const outcome = outcomeOf(applyCommand(model, command))
  if (outcome.changed && command.do === 'resolve_delivery') {
    const name = `${command.order} ${command.revision}`
    if (command.delivered) undelivered.delete(name)
    else undelivered.add(name)
  }
  return { command, ...outcome }
}

/** The key of a command: its place; delivery notes now and then carry the number of the note before. */
function keyed(known: Known, command: ModelCommand, seed: CommandSeed, at: number): ModelCommand {
  if (command.do !== 'receive') return { ...command, key: `k${at}` }
  const supplier = supplierOf(command.order)
  const key = (seed.key < 5 ? known.papers.get(supplier) : undefined) ?? `k${at}`
  known.papers.set(supplier, key)
  return { ...command, key }
}

/** Runs seeds through the model as the program would take them, on the first so many of its four orders. */
export function* sequenceOf(
  seeds: readonly CommandSeed[],
  orderCount: number,
): Generator<Expected> {
  const known: Known = { model: emptyModel, undelivered: new Set(), papers: new Map(), last: null }
  for (const [at, drawn] of seeds.entries()) {
    const seed = { ...drawn, order: drawn.order % orderCount }
    // Some clicks come twice, word for word.
    const command =
      seed.key >= 95 && known.last !== null
        ? known.last
        : keyed(known, commandOf(known.model, seed, at), seed, at)
    known.last = command
    const expected = expectedOf(known, command)
    known.model = expected.model
    yield expected
  }
}
