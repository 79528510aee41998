import { liveStates } from '#purchasing/life-cycle.ts'
import type { Database } from '#store/database.ts'
import { everyOrderRecord } from '#store/order-records.ts'
import { everyPerson } from '#store/people.ts'
import type { PolicyAt } from '#store/policy-history.ts'
import { strayAuditSubjects } from '#store/order-checks.ts'
import { approvalFault } from './approval-fault.ts'
import { asLive, doubleOrders, overrideFault } from './double-orders.ts'
import type { LiveOrderInBooks } from './double-orders.ts'
import { messageFaults } from './message-faults.ts'
import {
  approvedContentFault,
  contentFault,
  receivedFaults,
  sentAmountFaults,
  totalFault,
} from './order-content-faults.ts'
import { isBound, isJudged, isOwn } from './order-standing-in-books.ts'
import { transitionFault } from './order-transition-fault.ts'
import { faultList, verifyCheck } from './verify-check.ts'
import type { VerifyCheck } from './verify-check.ts'

/** What an order was, counted while the books are read once. */
function counts() {
  return { orders: 0, revisions: 0, approved: 0, elsewhere: 0, moved: 0, sent: 0, received: 0 }
}

function sentences(count: ReturnType<typeof counts>, liveCount: number) {
  const elsewhere =
    count.elsewhere === 0
      ? ''
      : `; ${count.elsewhere} came from elsewhere and were decided there, so nothing is said about them`
  return {
    totals: `${count.orders} orders sum from their lines`,
    content: `${count.revisions} revisions say what they said when they were written`,
    transitions: `${count.moved} orders moved along legal steps, each in the audit`,
    approvals: `${count.approved} orders were approved by people who had the limit and no hand in them${elsewhere}`,
    approvedContent: `${count.approved} approved orders are what was approved`,
    messages: `${count.sent} messages went out, each approved, each once`,
    amounts: `${count.sent} messages say the amount that was approved`,
    received: `${count.received} lines received what their receipts say`,
    doubles: `${liveCount} live orders, no two ask for nearly the same without somebody's word`,
  }
}

/** Reads the books of every order once, and holds each against every rule. */
export async function orderChecks(db: Database, policyAt: PolicyAt): Promise<VerifyCheck[]> {
  const ground = { policyAt, people: new Set((await everyPerson(db)).map(({ id }) => id)) }
  const [totals, content, transitions, approvals, approvedContent] = Array.from(
    { length: 5 },
    faultList,
  )
  const [messages, amounts, received, doubles] = Array.from({ length: 4 }, faultList)
  const live: LiveOrderInBooks[] = []
  const count = counts()
  for await (const record of everyOrderRecord(db)) {
    const { order } = record
    count.orders += 1
    count.revisions += record.revisions.length
    if (record.steps.length > 0) count.moved += 1
    if (isBound(order.state) && isJudged(record)) count.approved += 1
    if (isBound(order.state) && !isJudged(record)) count.elsewhere += 1
    count.sent += record.messages.filter(({ state }) => state === 'accepted').length
    count.received += record.bookedUnits.size
    if (isOwn(record) && liveStates.includes(order.state)) live.push(asLive(record))
    totals!.add(totalFault(record))
    content!.add(contentFault(record))
    transitions!.add(transitionFault(record))
    approvals!.add(approvalFault(record, ground))
    approvedContent!.add(approvedContentFault(record))
    messages!.add(...messageFaults(record))
    amounts!.add(...sentAmountFaults(record))
    received!.add(...receivedFaults(record))
    doubles!.add(overrideFault(record))
  }
  for (const subject of await strayAuditSubjects(db)) {
    transitions!.add(`the audit tells of ${subject}, and there is no such order`)
  }
  doubles!.add(...doubleOrders(live, policyAt))
  const sound = sentences(count, live.length)
  return [
    verifyCheck('order totals', totals!, sound.totals),
    verifyCheck('order content', content!, sound.content),
    verifyCheck('order transitions', transitions!, sound.transitions),
    verifyCheck('approvals', approvals!, sound.approvals),
    verifyCheck('approved content', approvedContent!, sound.approvedContent),
    verifyCheck('one message for one order', messages!, sound.messages),
    verifyCheck('amounts sent', amounts!, sound.amounts),
    verifyCheck('received goods', received!, sound.received),
    verifyCheck('one order for one need', doubles!, sound.doubles),
  ]
}
