// An alert: an order that does not come when it should.
import type { MessageBlock, SlackMessage } from './blocks.ts'
import { always, fitMessage, shorterLists } from './budget.ts'
import { actions, button, context, header, richList } from './elements.ts'
import { exceptionRuns } from './watch-parts.ts'
import type { ExceptionLine } from './watch-parts.ts'
import { plain } from './text.ts'
import { countOf, shown } from './words.ts'

/** Late inbound that nobody was told about yet, the dearest first. */
export function lateInboundAlert(
  late: { lines: ExceptionLine[]; currency: string; asOf: string },
  /** The page of an order, or null where the reader's browser does not reach the program. */
  orderUrl: (number: string) => string | null,
): SlackMessage {
  const count = new Set(late.lines.map(({ order, sinceOn }) => `${order} ${sinceOn}`)).size
  const said = count === 1 ? '1 delivery late' : `${shown('count', count)} deliveries late`
  const orders = [...new Set(late.lines.flatMap(({ order }) => order ?? []))].slice(0, 5)
  const opens = orders.flatMap((order, index) => {
    const url = orderUrl(order)
    if (url === null) return []
    return [
      button('open_order', `Open ${plain(order, 40)}`, { url, value: order, number: index + 1 }),
    ]
  })
  const { versions } = shorterLists(late.lines.slice(0, 15), [10, 5, 2], (part) => {
    const more = late.lines.length - part.length
    return [
      richList(
        'By money at risk',
        part.map((line) => exceptionRuns(line, late.currency)),
      ),
      ...(more > 0
        ? [context(`and ${countOf(more, 'smaller one')}: ask “Which orders are late?”`)]
        : []),
    ]
  })
  return fitMessage([
    always<MessageBlock>([header(said)], said),
    { rank: 0, versions, left: () => '', says: plain(late.lines[0]?.display ?? '', 300) },
    always<MessageBlock>([
      ...actions(opens),
      context(`As of ${shown('asOf', late.asOf)}. You are told once about each delay.`),
    ]),
  ])
}
