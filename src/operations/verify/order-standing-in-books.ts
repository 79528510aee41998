// How the record of an order is read: whose it is, where it stands, what was done to it.
import { boundStates } from '#purchasing/life-cycle.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { ApprovalRow } from '#store/order-approvals.ts'
import type { OrderRecord, OrderStepRow } from '#store/order-records.ts'

/** What drafts carry as their source; an order of another source was imported. */
const ownSource = 'draft_purchase_order'

/** Whether an order stands approved: it binds the shop, or did. */
export const isBound = (state: OrderState) => boundStates.includes(state)

/** Whether an order was drafted here. What the audit says counts: a row can be told to be from elsewhere. */
export function isOwn({ order, steps }: OrderRecord): boolean {
  return order.source === ownSource || steps.some(({ action }) => action === 'order.draft')
}

/** Whether an order was decided here: drafted here, or imported and approved here. */
export function isJudged(record: OrderRecord): boolean {
  return (
    isOwn(record) ||
    record.approvals.length > 0 ||
    record.steps.some(({ action }) => action === 'order.approve')
  )
}

/** Approvals that nobody made void. */
export const standingApprovals = ({ approvals }: OrderRecord): ApprovalRow[] =>
  approvals.filter(({ voidedAt }) => voidedAt === null)

type StepDetail = {
  from?: OrderState
  to?: OrderState
  revision?: number
  contentHash?: string
  totalMinor?: number
  limitMinor?: number | null
  forPerson?: string | null
  message?: string
  receipt?: string
}

export type OrderStepDone = Pick<OrderStepRow, 'sequence' | 'actor'> & {
  atMs: number
  command: string
} & StepDetail

/** An audit row about an order, read. */
export function readStep({ sequence, actor, at, action, detail }: OrderStepRow): OrderStepDone {
  const said = (detail ?? {}) as StepDetail
  return { ...said, sequence, actor, atMs: Date.parse(at), command: action.slice('order.'.length) }
}

/** The steps of one command, the first first. */
export function stepsOf({ steps }: OrderRecord, command: string): OrderStepDone[] {
  return steps.map(readStep).filter((step) => step.command === command)
}

/** Whether a program did it, and not a person. */
export const byProgram = (actor: string) => actor.startsWith('job:')
