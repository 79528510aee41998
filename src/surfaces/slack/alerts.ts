// Alerts about deliveries that are late: to the buyers and to whoever asked for the order, once for each expected day.
import { lateInboundAlert } from '#render/slack/alert.ts'
import type { PersonRow } from '#store/people.ts'
import { ordersByNumber } from '#store/purchase-orders.ts'
import { lateDeliveries, type LateDelivery } from './alerts-late.ts'
import { settleTold, tellOnce, untold, type Compose } from './rounds-post.ts'
import { eachAwakeReader, type Reader } from './rounds-readers.ts'
import type { Slack } from './slack.ts'

/** More than so many at once are one message. */
const mostSeparate = 5

/** What is late now, and who asked for it. */
type Late = {
  asOf: string
  currency: string
  deliveries: LateDelivery[]
  requesters: Map<string, string>
}

/** Tells everybody whom it concerns what is late and was not told them yet. */
export async function sendAlerts(slack: Slack): Promise<void> {
  // Found out once, in the name of the first who is awake: it is the same for all.
  let known: Promise<Late> | null = null
  await eachAwakeReader(
    slack,
    () => true,
    async (reader) => {
      known ??= lateNow(reader)
      const late = await known
      await tellWhatIsLate(reader, late)
    },
  )
}

async function lateNow({ application, slack }: Reader): Promise<Late> {
  const asOf = await application.asOf()
  const { currency, deliveries } = await lateDeliveries(slack.db, application, asOf)
  const orders = await ordersByNumber(slack.db, [...new Set(deliveries.map(({ order }) => order))])
  const requesters = new Map([...orders].map(([number, { createdBy }]) => [number, createdBy]))
  return { asOf, currency, deliveries, requesters }
}

const concerns = (person: PersonRow, { requesters }: Late, { order }: LateDelivery) =>
  person.role === 'buyer' || requesters.get(order) === person.id

/** A new date of the supplier's is a new fact: that it too has passed is told again. */
const factOf = ({ order, expectedOn }: LateDelivery, { id }: PersonRow) =>
  `late ${order} ${expectedOn} for ${id}`

async function tellWhatIsLate(reader: Reader, late: Late): Promise<void> {
  const { person } = reader
  const own = new Map(
    late.deliveries
      .filter((delivery) => concerns(person, late, delivery))
      .map((delivery) => [factOf(delivery, person), delivery]),
  )
  const compose = alertAbout(reader, late, own)
  await settleTold(reader, 'alert', compose)
  if (own.size === 0) return
  const fresh = await untold(reader, [...own.keys()])
  if (fresh.length > mostSeparate) await tellOnce(reader, 'alert', fresh, compose)
  else for (const fact of fresh) await tellOnce(reader, 'alert', [fact], compose)
}

function alertAbout(reader: Reader, late: Late, own: Map<string, LateDelivery>): Compose {
  const { consoleAddress } = reader.slack.program
  const orderUrl = (order: string) =>
    `${consoleAddress()}/orders/${encodeURIComponent(order.toWellFormed())}`
  return async (facts) => {
    const lines = facts.flatMap((fact) => own.get(fact)?.lines ?? [])
    if (lines.length === 0) return null
    return lateInboundAlert({ lines, currency: late.currency, asOf: late.asOf }, orderUrl)
  }
}
