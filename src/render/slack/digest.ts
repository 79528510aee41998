// Monday's digest: what to reorder, what needs a person, what waits.
import { linesValue } from './action-names.ts'
import type { MessageBlock, SlackMessage } from './blocks.ts'
import { always, fitMessage } from './budget.ts'
import type { BuyList } from './buy-list-lines.ts'
import { actions, button, context, header, section } from './elements.ts'
import { exceptionsPart, inboxText, weekPart } from './watch-parts.ts'
import type { Exceptions, Inbox } from './watch-parts.ts'
import { shown } from './words.ts'

export type Digest = {
  /** The shop's day that the figures are of. */
  asOf: string
  /** The Monday of its reader, which the shop's day need not be. */
  weekOn: string
  list: BuyList
  exceptions: Exceptions
  /** null for somebody who decides nothing. */
  inbox: Inbox | null
  listName: string
}

/** The week's message to one person. */
export function digestMessage(digest: Digest): SlackMessage {
  const { asOf, weekOn, list, exceptions, inbox, listName } = digest
  const said = `Week of ${shown('weekOn', weekOn)}`
  return fitMessage([
    always<MessageBlock>([header(said)], said),
    ...(inbox === null || inbox.mine.length === 0
      ? []
      : [always<MessageBlock>([section(inboxText(inbox))], inboxText(inbox))]),
    weekPart(list, 1, 8),
    exceptionsPart(exceptions, 2, 5),
    always<MessageBlock>([
      ...actions([
        button('show_lines', 'Show all', { value: linesValue(1, listName), style: 'primary' }),
      ]),
      context(`As of ${shown('asOf', asOf)}. You get this once a week. The home tab turns it off.`),
    ]),
  ])
}
