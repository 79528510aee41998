// What people decided about an order, as its audit has it.
import { lifeCycle, stateInWords } from '#purchasing/life-cycle.ts'
import type { OrderCommand } from '#purchasing/life-cycle.ts'
import type { Database } from '#store/database.ts'
import { historyOf } from '#store/order-history.ts'
import { everyPerson } from '#store/people.ts'
import type { OrderRow } from '#store/purchase-orders.ts'
import { dayOf, nameOf, noteOf } from './answer.ts'

/** The steps that are somebody's decision. */
const decisions: readonly string[] = ['approve', 'reject', 'cancel', 'expire', 'reopen', 'withdraw']

/** `reasonQuoted` is what the person wrote. */
export type Decided = { sentence: string; reasonQuoted: string | null }

/** The last decision about an order in a sentence, with its reason; null while nobody has decided anything. */
export async function lastDecision(db: Database, order: OrderRow): Promise<Decided | null> {
  const history = await historyOf(db, order.number)
  const row = history.findLast(({ action }) => decisions.includes(action.slice('order.'.length)))
  if (row === undefined) return null
  const command = row.action.slice('order.'.length) as OrderCommand
  const { reason, to } = row.detail as { reason?: string; to?: string }
  const names = new Map((await everyPerson(db)).map((person) => [person.id, person.name]))
  const on = dayOf(new Date(row.at).toISOString().slice(0, 10))
  const who = nameOf(names.get(row.actor) ?? row.actor)
  const partly = command === 'approve' && to === 'submitted'
  const sentence = partly
    ? `${order.number} was approved by ${who} on ${on} and waits for another person.`
    : `${order.number} was ${lifeCycle[command].past} by ${who} on ${on}; it is ${stateInWords(order.state)} now.`
  return { sentence, reasonQuoted: noteOf(reason ?? null) }
}
