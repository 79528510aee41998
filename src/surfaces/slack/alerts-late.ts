// What is late: every order line that the books say so of, in the words of find_exceptions where it names it, which it
// does for those with the most money at risk.
import type { OpenLineFact } from '#planning/watch/watch-facts.ts'
import { formatCount, formatDate } from '#render/figures.ts'
import type { ExceptionLine, Exceptions } from '#render/slack/watch-parts.ts'
import type { Database } from '#store/database.ts'
import { openLineFacts } from '#store/exceptions-facts.ts'
import type { SlackApplication } from './program.ts'

/** Lines of one order that were expected on one day and have not come, or not wholly. */
export type LateDelivery = { order: string; expectedOn: string; lines: ExceptionLine[] }

/** The kinds of exceptions that say so, and the most of each that the tool gives at once. */
const lateKinds = ['late_inbound', 'part_received_overdue']
const limit = 20

type LateLine = ExceptionLine & { sku?: string }

/** Every late delivery, the most money at risk in one line first. Rejects as the tool does. */
export async function lateDeliveries(
  db: Database,
  application: SlackApplication,
  asOf: string,
): Promise<{ currency: string; deliveries: LateDelivery[] }> {
  const found: Exceptions[] = []
  for (const kind of lateKinds) {
    found.push((await application.callTool('find_exceptions', { kind, limit })) as Exceptions)
  }
  const named = found
    .flatMap(({ lines }): LateLine[] => lines)
    .toSorted((a, b) => (b.atRiskMinor ?? -1) - (a.atRiskMinor ?? -1))
  const names = new Set(named.map(({ order, sku }) => `${order} ${sku}`))
  const unnamed = (await openLineFacts(db))
    .filter(({ orderNumber, sku }) => !names.has(`${orderNumber} ${sku}`))
    .flatMap((line) => lineOf(line, asOf))
  return { currency: found[0]!.currency, deliveries: byDelivery([...named, ...unnamed]) }
}

/** A late line in words; none for one that is not late. */
function lineOf(line: OpenLineFact, asOf: string): LateLine[] {
  const { orderNumber: order, supplierName, sku, locationCode, expectedOn } = line
  if (expectedOn === null || expectedOn >= asOf) return []
  const missing = formatCount(line.orderedUnits - line.receivedUnits)
  return [
    {
      kind: 'late_inbound',
      order,
      sku,
      sinceOn: expectedOn,
      display: `${order} from ${supplierName} was to come on ${formatDate(expectedOn)}: ${missing} ${sku} are missing at ${locationCode}.`,
      action: `Ask ${supplierName} for a new date and enter it on the order.`,
    },
  ]
}

function byDelivery(lines: LateLine[]): LateDelivery[] {
  const deliveries = new Map<string, LateDelivery>()
  for (const line of lines) {
    const { order, sinceOn } = line
    if (order === undefined || sinceOn === undefined) continue
    const name = `${order} ${sinceOn}`
    const known = deliveries.get(name)
    if (known === undefined) deliveries.set(name, { order, expectedOn: sinceOn, lines: [line] })
    else known.lines.push(line)
  }
  return [...deliveries.values()]
}
