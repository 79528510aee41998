// A small model of what orders do, written without the program's rules: any store of orders can be compared with it.
// One supplier per order, one price, four people; time only moves forward.
import type { OrderCommand, OrderState, Role } from '#purchasing/life-cycle.ts'

export type ModelPerson = { id: string; role: Role; limitMinor: number | null }

export const modelPeople: readonly ModelPerson[] = [
  { id: 'bob', role: 'buyer', limitMinor: null },
  { id: 'eva', role: 'approver', limitMinor: 200_000 },
  { id: 'ines', role: 'approver', limitMinor: 2_500_000 },
  { id: 'ada', role: 'administrator', limitMinor: 2_500_000 },
  { id: 'wim', role: 'warehouse', limitMinor: null },
]

export const unitMinor = 1_500
/** Above this two people approve. */
export const twoPeopleAboveMinor = 1_000_000
export const modelStart = '2026-11-02T00:00:00Z'

export type ModelCommand = {
  /** The client's key: the same key is the same command, or a mistake. */
  key: string
  by: string
  via: 'person' | 'tool' | 'job'
  order: string
  revision: number
  /** Hours that pass before it. */
  waitHours: number
} & (
  | { do: 'draft' | 'revise' | 'receive'; units: number }
  | { do: 'resolve_delivery'; delivered: boolean }
  | { do: Exclude<OrderCommand, 'revise' | 'receive' | 'resolve_delivery'> }
)

export type ModelOrder = {
  state: OrderState
  revision: number
  units: number
  receivedUnits: number
  createdBy: string
  createdHour: number
  submittedHour: number | null
  authors: string[]
  approvals: { by: string; revision: number; hour: number }[]
}

export type ModelAudit = {
  by: string
  action: string
  order: string
  from: OrderState | null
  to: OrderState
  revision: number
}

export type Model = {
  hour: number
  orders: Record<string, ModelOrder>
  audit: ModelAudit[]
  keys: Record<string, string>
}

export type ModelResult = 'done' | 'again' | 'refused'

export const emptyModel: Model = { hour: 0, orders: {}, audit: [], keys: {} }

/** The supplier of an order: the orders of one letter belong to one supplier. */
export const supplierOf = (number: string) => `S${number[0]}`

const arrows: Record<string, OrderState> = {
  'draft revise': 'draft',
  'submitted revise': 'draft',
  'rejected revise': 'draft',
  'draft submit': 'submitted',
  'submitted withdraw': 'draft',
  'submitted approve': 'approved',
  'submitted reject': 'rejected',
  'approved expire': 'expired',
  'approved reopen': 'draft',
  'rejected reopen': 'draft',
  'expired reopen': 'draft',
  'cancelled reopen': 'draft',
  'approved send': 'sent',
  'approved mark_delivery_unknown': 'unknown_delivery',
  'unknown_delivery resolve_delivery': 'sent',
  'sent acknowledge': 'acknowledged',
  'sent receive': 'received',
  'acknowledged receive': 'received',
  'partly_received receive': 'received',
  'partly_received close': 'closed',
  'received close': 'closed',
  'draft cancel': 'cancelled',
  'submitted cancel': 'cancelled',
  'approved cancel': 'cancelled',
  'sent cancel': 'cancelled',
  'acknowledged cancel': 'cancelled',
  'rejected cancel': 'cancelled',
  'expired cancel': 'cancelled',
}

const totalOf = (order: ModelOrder) => order.units * unitMinor
const limitOf = (id: string) => modelPeople.find((each) => each.id === id)?.limitMinor ?? -1
const freshHours = 72

/** What is held against a limit: the order and the requester's others to its supplier, drafted or submitted within seven days. */
export function heldMinor(model: Model, number: string): number {
  const near = (a: number | null, b: number | null) =>
    a !== null && b !== null && Math.abs(Math.floor(a / 24) - Math.floor(b / 24)) <= 7
  const order = model.orders[number]!
  return Object.entries(model.orders)
    .filter(
      ([name, other]) =>
        name === number ||
        (supplierOf(name) === supplierOf(number) &&
          other.createdBy === order.createdBy &&
          !['rejected', 'expired', 'cancelled'].includes(other.state) &&
          (near(order.createdHour, other.createdHour) ||
            near(order.submittedHour, other.submittedHour))),
    )
    .reduce((sum, [, other]) => sum + totalOf(other), 0)
}

function freshApprovers(model: Model, order: ModelOrder): string[] {
  return order.approvals
    .filter(({ revision, hour }) => revision === order.revision && model.hour - hour <= freshHours)
    .map(({ by }) => by)
}

/** Whether these people are enough for an amount: one with the limit, two where the amount is large. */
function enough(approvers: readonly string[], amountMinor: number): boolean {
  const people = new Set(approvers)
  return (
    people.size >= (amountMinor > twoPeopleAboveMinor ? 2 : 1) &&
    [...people].some((id) => limitOf(id) >= amountMinor)
  )
}

function mayAct(command: ModelCommand, order: ModelOrder): boolean {
  const job = ['expire', 'mark_delivery_unknown']
  if (command.via === 'job') return [...job, 'send'].includes(command.do)
  if (job.includes(command.do)) return false
  if (command.via === 'tool' && !['revise', 'submit'].includes(command.do)) return false
  const { role } = modelPeople.find(({ id }) => id === command.by)!
  if (command.do === 'receive') {
    const approved = order.approvals.some(
      ({ by, revision }) => by === command.by && revision === order.revision,
    )
    return ['warehouse', 'administrator'].includes(role) && !approved
  }
  if (command.do === 'close') return ['buyer', 'administrator'].includes(role)
  return ['buyer', 'approver', 'administrator'].includes(role)
}

function mayApprove(model: Model, command: ModelCommand, order: ModelOrder): boolean {
  const fresh = freshApprovers(model, order)
  const held = heldMinor(model, command.order)
  const limit = limitOf(command.by)
  if (order.authors.includes(command.by) || fresh.includes(command.by)) return false
  return held > twoPeopleAboveMinor ? limit >= 0 : limit >= held
}

/** The order after a legal command, or null where it is not legal. */
function moved(model: Model, command: ModelCommand, order: ModelOrder): ModelOrder | null {
  const to = arrows[`${order.state} ${command.do}`]
  if (to === undefined || command.revision !== order.revision) return null
  if (!mayAct(command, order)) return null
  const written = {
    ...order,
    state: to,
    revision: order.revision + 1,
    submittedHour: null,
    authors: [...new Set([...order.authors, command.by])],
  }
  const all = order.approvals.filter(({ revision }) => revision === order.revision)
  const fresh = freshApprovers(model, order)
  switch (command.do) {
    case 'revise':
      return { ...written, units: command.units }
    case 'submit':
      return { ...order, state: to, submittedHour: model.hour }
    case 'withdraw':
    case 'reopen':
      return written
    case 'approve': {
      if (!mayApprove(model, command, order)) return null
      const { by } = command
      const approvals = [...order.approvals, { by, revision: order.revision, hour: model.hour }]
      const state = enough([...fresh, by], heldMinor(model, command.order)) ? to : order.state
      return { ...order, approvals, state }
    }
    case 'send':
      return enough(fresh, totalOf(order)) ? { ...order, state: to } : null
    case 'expire': {
      const stale =
        !enough(fresh, totalOf(order)) &&
        enough(
          all.map(({ by }) => by),
          totalOf(order),
        )
      return stale ? { ...order, state: to } : null
    }
    case 'resolve_delivery':
      return { ...order, state: command.delivered ? to : 'approved' }
    case 'receive': {
      const most = order.units + Math.floor(order.units * 0.02)
      const booked = Math.min(command.units, Math.max(0, most - order.receivedUnits))
      const receivedUnits = order.receivedUnits + booked
      const part = receivedUnits < order.units ? 'partly_received' : to
      return { ...order, receivedUnits, state: booked === 0 ? order.state : part }
    }
    default:
      return { ...order, state: to }
  }
}

function drafted(model: Model, command: ModelCommand): ModelOrder | null {
  if (command.do !== 'draft' || model.orders[command.order] !== undefined) return null
  const { role } = modelPeople.find(({ id }) => id === command.by)!
  if (command.via === 'job' || role === 'warehouse') return null
  const { by, units } = command
  return {
    state: 'draft',
    revision: 1,
    units,
    receivedUnits: 0,
    createdBy: by,
    createdHour: model.hour,
    submittedHour: null,
    authors: [by],
    approvals: [],
  }
}

/**
 * The model after one command and what came of it. A refused command changes nothing but the time; the same key with the
 * same content is done once.
 */
export function applyCommand(
  before: Model,
  command: ModelCommand,
): { model: Model; result: ModelResult } {
  const model = { ...before, hour: before.hour + command.waitHours }
  const { key: _key, waitHours: _wait, ...body } = command
  const said = JSON.stringify(body)
  const stored = model.keys[command.key]
  if (stored !== undefined) return { model, result: stored === said ? 'again' : 'refused' }
  const order = model.orders[command.order]
  const after = order === undefined ? drafted(model, command) : moved(model, command, order)
  if (after === null) return { model, result: 'refused' }
  const row: ModelAudit = {
    by: command.by,
    action: `order.${command.do}`,
    order: command.order,
    from: order?.state ?? null,
    to: after.state,
    revision: after.revision,
  }
  return {
    model: {
      ...model,
      orders: { ...model.orders, [command.order]: after },
      audit: [...model.audit, row],
      keys: { ...model.keys, [command.key]: said },
    },
    result: 'done',
  }
}
