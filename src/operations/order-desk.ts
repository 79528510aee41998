// One order as a person decides about it: what it says, what is unusual, who may decide, what happened so far.
import { previewApproval } from '#purchasing/approval-preview.ts'
import { mayDraft } from '#purchasing/approval.ts'
import { judgeApproval } from '#purchasing/judge-approval.ts'
import type { ApprovalDecision } from '#purchasing/judge-approval.ts'
import { boundStates, onOrderStates } from '#purchasing/life-cycle.ts'
import type { OrderCommand, OrderState } from '#purchasing/life-cycle.ts'
import type { OrderContent } from '#purchasing/order-content.ts'
import type { Difference } from '#purchasing/order-differences.ts'
import type { Flag } from '#purchasing/order-flags.ts'
import { lapsedApprovalAt } from '#purchasing/lapsed-approval.ts'
import { legalCommands } from '#purchasing/order-step.ts'
import type { Refusal } from '#purchasing/refusal.ts'
import { revisionChanges } from '#purchasing/revision-changes.ts'
import type { RevisionChange } from '#purchasing/revision-changes.ts'
import { daysBetween } from '#planning/calendar.ts'
import type { WaterfallStep } from '#planning/reasons.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { historyOf } from '#store/order-history.ts'
import { messagesOf } from '#store/order-messages.ts'
import type { MessageRow } from '#store/order-messages.ts'
import { everyPerson } from '#store/people.ts'
import type { PersonRow } from '#store/people.ts'
import { storedLinesById } from '#store/plan-lines.ts'
import { revisionsOf } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import { approvalFacts } from './approval-facts.ts'
import type { ApprovalFacts } from './approval-facts.ts'
import { payers } from './invoice-desk.ts'
import { standingOf } from './order-standing.ts'

export type DeskLine = {
  lineNumber: number
  sku: string
  name: string
  units: number
  /** What the plan proposed when it was written, with the steps that sum to it; null = it is from no plan. */
  planUnits: number | null
  waterfall: WaterfallStep[] | null
  recommendationId: string | null
  unitPrice: string
  /** What the last order from the supplier paid. */
  lastUnitPrice: string | null
  lineTotalMinor: number
  expectedOn: string | null
  receivedUnits: number
}

/** One thing that was done to the order; `detail` as the audit has it. */
export type DeskEvent = {
  at: string
  who: string
  action: string
  from: string | null
  to: string | null
  revision: number | null
  reason: string | null
}

export type OrderDesk = {
  number: string
  state: OrderState
  revision: number
  contentHash: string
  supplierCode: string
  supplierName: string
  supplierEmail: string | null
  locationCode: string
  currency: string
  totalMinor: number
  baseCurrency: string
  /** This order, and what is held against a limit: with the orders that belong with it. Base currency. */
  ownMinor: number
  heldMinor: number
  heldWith: string[]
  createdBy: string
  createdAt: string
  submittedAt: string | null
  expectedOn: string | null
  confirmedForOn: string | null
  /** On order and past its day; by so many days, 0 = not. */
  late: boolean
  daysLate: number
  /** Since when it is with its supplier without a confirmation, and whether that is longer than the policy waits; null = it is not. */
  unconfirmed: { sentOn: string; days: number; tooLong: boolean } | null
  acknowledgedAs: string | null
  /** What others wrote on it; shown as theirs. */
  note: string | null
  lines: DeskLine[]
  /** Flags first; then what is not as it was when the order was written. */
  flags: Flag[]
  differences: Difference[]
  /** Who must say yes: so many different people, these roles among them, because of these rules. */
  approvalCount: number
  approvalRoles: readonly string[]
  approvalRules: readonly string[]
  given: { name: string; forName: string | null; at: string }[]
  /** When the person approved what the order says now, if that lapsed since: a click renews exactly that yes. */
  lastApprovedAt: string | null
  missingCount: number
  deciders: { name: string; role: string; forName: string | null }[]
  excluded: { name: string; reason: string }[]
  /** What the person may do now; approving also needs `approval` to allow it. */
  commands: OrderCommand[]
  approval: { allowed: true; typedAmount: boolean } | ({ allowed: false } & Refusal) | null
  duplicateOverride: boolean
  /** Whether the person's role puts orders together. */
  mayDraft: boolean
  /** Whether the person's role books invoices, and one of this order may come. */
  mayBill: boolean
  /** Against the revision before; empty for the first. */
  changes: RevisionChange[]
  messages: MessageRow[]
  history: DeskEvent[]
}

/** Numbers from which a person may approve with a click; the total is typed above the policy's amount. */
function approvalOf(
  facts: ApprovalFacts,
  person: PersonRow,
): { decision: ApprovalDecision; typedAmount: boolean } {
  const { revision, contentHash, totalMinor } = facts.order
  const ask = (typedAmountMinor: number | bigint | null) =>
    judgeApproval({
      ...facts,
      clicker: { kind: 'person', person },
      seen: { revision, contentHash, typedAmountMinor },
    })
  const untyped = ask(null)
  const typedAmount = untyped.outcome === 'refused' && untyped.code === 'amount_not_typed'
  return { decision: typedAmount ? ask(totalMinor) : untyped, typedAmount }
}

async function deskLines(
  db: Database,
  order: OrderWithLines,
  facts: ApprovalFacts,
): Promise<DeskLine[]> {
  const handles = order.lines.flatMap(({ recommendationId }) => recommendationId ?? [])
  const planned = new Map((await storedLinesById(db, handles)).map((line) => [line.id, line]))
  const paid = new Map(facts.order.lines.map(({ sku, lastUnitPrice }) => [sku, lastUnitPrice]))
  return order.lines.map((line) => ({
    lineNumber: line.lineNumber,
    sku: line.sku,
    name: line.name,
    units: line.orderedUnits,
    planUnits: line.planUnits,
    waterfall: planned.get(line.recommendationId ?? '')?.result.waterfall ?? null,
    recommendationId: line.recommendationId,
    unitPrice: line.unitPrice,
    lastUnitPrice: paid.get(line.sku) ?? null,
    lineTotalMinor: line.lineTotalMinor,
    expectedOn: line.expectedOn,
    receivedUnits: line.receivedUnits,
  }))
}

async function changesOf(db: Database, order: OrderWithLines): Promise<RevisionChange[]> {
  const revisions = await revisionsOf(db, order.number)
  const [before, after] = revisions.slice(-2)
  if (before === undefined || after === undefined) return []
  return revisionChanges(before.content as OrderContent, after.content as OrderContent)
}

async function deskHistory(
  db: Database,
  number: string,
  nameOf: (id: string) => string,
): Promise<DeskEvent[]> {
  return (await historyOf(db, number)).map(({ at, actor, action, detail }) => {
    const said = detail as Partial<Record<'from' | 'to' | 'reason', string>> & { revision?: number }
    return {
      at: new Date(at).toISOString(),
      who: nameOf(actor),
      action: action.slice('order.'.length),
      from: said.from ?? null,
      to: said.to ?? null,
      revision: said.revision ?? null,
      reason: said.reason ?? null,
    }
  })
}

function lateness({ state, confirmedForOn, expectedOn }: OrderWithLines, asOf: string) {
  const dueOn = confirmedForOn ?? expectedOn
  const isDue = onOrderStates.includes(state) && dueOn !== null
  const daysLate = isDue ? Math.max(0, daysBetween(dueOn, asOf)) : 0
  return { late: daysLate > 0, daysLate }
}

function unconfirmedSince(
  { state, sentAt }: OrderWithLines,
  asOf: string,
  remindAfterDays: number | null,
): OrderDesk['unconfirmed'] {
  if (state !== 'sent' || sentAt === null) return null
  const sentOn = new Date(sentAt).toISOString().slice(0, 10)
  const days = Math.max(0, daysBetween(sentOn, asOf))
  return { sentOn, days, tooLong: remindAfterDays !== null && days >= remindAfterDays }
}

/** What the person is told who signed in and is not in the books of this shop. */
function stranger(): QuartermasterError {
  return new QuartermasterError(
    'forbidden',
    'Nobody of this shop is signed in.',
    'Sign in as an active person of the shop.',
  )
}

/** An order on somebody's desk; reads only. Throws 'not_found' for a number that is not in the books. */
export async function orderDesk(
  db: Database,
  number: string,
  desk: { personId: string; now: string; asOf: string },
): Promise<OrderDesk> {
  const policy = await purchasingPolicy(db)
  const { order, facts } = await approvalFacts(db, number, { policy, ...desk })
  const people = await everyPerson(db)
  const person = people.find(({ id }) => id === desk.personId)
  if (person === undefined) throw stranger()
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? id
  const preview = previewApproval(facts)
  const { decision, typedAmount } = approvalOf(facts, person)
  const supplier = (await suppliersByCode(db, [order.supplierCode])).get(order.supplierCode)
  const actor = { kind: 'person' as const, id: person.id, role: person.role, active: person.active }
  const { held, needs, given, open, route } = preview
  return {
    number,
    state: order.state,
    revision: order.revision,
    contentHash: order.contentHash,
    supplierCode: order.supplierCode,
    supplierName: supplier?.name ?? order.supplierCode,
    supplierEmail: supplier?.email ?? null,
    locationCode: order.locationCode,
    currency: order.currency,
    totalMinor: order.totalMinor,
    baseCurrency: policy.baseCurrency,
    ownMinor: Number(held.ownMinor),
    heldMinor: Number(held.heldMinor),
    heldWith: held.together.map((other) => other.number),
    createdBy: nameOf(order.createdBy),
    createdAt: facts.order.createdAt,
    submittedAt: facts.order.submittedAt,
    expectedOn: order.expectedOn,
    confirmedForOn: order.confirmedForOn,
    ...lateness(order, desk.asOf),
    unconfirmed: unconfirmedSince(order, desk.asOf, policy.sending.remindAfterDays),
    acknowledgedAs: order.acknowledgedAs,
    note: order.note,
    lines: await deskLines(db, order, facts),
    flags: preview.flags,
    differences: decision.outcome === 'difference' ? decision.differences : [],
    approvalCount: needs.approvals,
    approvalRoles: needs.roles,
    approvalRules: needs.because,
    given: given.map(({ by, forPerson, at }) => ({
      name: nameOf(by),
      forName: forPerson === null ? null : nameOf(forPerson),
      at,
    })),
    lastApprovedAt: lapsedApprovalAt(facts, person.id),
    missingCount: open?.approvals ?? 0,
    deciders: route.deciders.map(({ name, role, forPerson }) => ({
      name,
      role,
      forName: forPerson,
    })),
    excluded: route.excluded.map(({ name, reason }) => ({ name, reason })),
    commands: legalCommands(await standingOf(db, order), actor),
    approval: approvalShown(order.state, decision, typedAmount),
    duplicateOverride: order.duplicateOverrideBy !== null,
    mayDraft: mayDraft(person.role),
    mayBill: payers.includes(person.role) && boundStates.includes(order.state),
    changes: await changesOf(db, order),
    messages: await messagesOf(db, number),
    history: await deskHistory(db, number, nameOf),
  }
}

function approvalShown(
  state: OrderState,
  decision: ApprovalDecision,
  typedAmount: boolean,
): OrderDesk['approval'] {
  if (state !== 'submitted') return null
  if (decision.outcome === 'refused') {
    const { code, sentence, repair } = decision
    return { allowed: false, code, sentence, repair }
  }
  return { allowed: true, typedAmount }
}
