import type { MessageBlock, SlackMessage } from './blocks.ts'
import { always, fitMessage } from './budget.ts'
import { section } from './elements.ts'
import { plain } from './text.ts'
import { SENTENCE } from './words.ts'

/** A sentence or two for one reader. */
export function saidMessage(text: string): SlackMessage {
  const said = plain(text, 4 * SENTENCE)
  return fitMessage([always<MessageBlock>([section(said)], said)])
}
