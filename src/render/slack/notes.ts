// One sentence as a message or as a modal: what is being worked on, what did not work.
import type { CallbackName } from './action-names.ts'
import type { ImageBlock, MessageBlock, ModalView, SlackMessage } from './blocks.ts'
import { always, fitMessage } from './budget.ts'
import { LIMITS, context, section } from './elements.ts'
import { cutText, plain } from './text.ts'
import { modal } from './views.ts'
import { SENTENCE } from './words.ts'

/** A sentence of ours as a message. */
export function noteMessage(text: string, small?: string): SlackMessage {
  const blocks: MessageBlock[] = [section(text), ...(small === undefined ? [] : [context(small)])]
  return fitMessage([always(blocks, text)])
}

/** What a person asked somewhere else, over its answer. */
export function askedMessage(question: string): SlackMessage {
  return noteMessage(`You asked: ${plain(question, 2 * SENTENCE)}`)
}

/** Shown at once while what was clicked is worked out: Slack waits for three seconds only. */
export function waitingModal(title: string, text: string): ModalView {
  return modal({ callback: 'notice', title, metadata: '', blocks: [section(text)] })
}

/** Why what was clicked can not be shown, and what to do. */
export function failedModal(
  title: string,
  error: { message: string; repair: string },
  callback: CallbackName = 'notice',
): ModalView {
  const blocks = [
    section(plain(error.message, 2 * SENTENCE)),
    context(plain(error.repair, 2 * SENTENCE)),
  ]
  return modal({ callback, title, metadata: '', blocks })
}

/** A picture that Slack has; `alt` is what a reader hears who can not see it. */
export function pictureBlock(fileId: string, alt: string): ImageBlock {
  return { type: 'image', slack_file: { id: fileId }, alt_text: cutText(alt, LIMITS.context) }
}

/** Stands where a picture should, when Slack has none. */
export function pictureMissing(): MessageBlock {
  return context('The chart can not be shown now; its figures are in the answer.')
}
