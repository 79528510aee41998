// What a submitted modal carries, and what its sender sees at the end.
import type { ModalView } from '#render/slack/blocks.ts'
import { noticeModal } from '#render/slack/notice-modal.ts'
import { saidMessage } from '#render/slack/said.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { SlackBody } from './delivery.ts'
import { tell } from './listener.ts'
import type { Visit } from './slack.ts'
import { recordOf, textOf } from './fields-of.ts'

export type SubmittedView = { id: string; callback: string; metadata: string; values: SlackBody }

/** The view of a click in it, or of its submission; empty where Slack says nothing. */
export function viewIn(body: SlackBody): SubmittedView {
  const view = recordOf(body['view'])
  return {
    id: textOf(view['id']),
    callback: textOf(view['callback_id']),
    metadata: textOf(view['private_metadata']),
    values: recordOf(recordOf(view['state'])['values']),
  }
}

/** What stands in an input, without the space around it; '' = nothing. */
export function textIn({ values }: SubmittedView, block: string, action: string): string {
  const { value } = recordOf(recordOf(values[block])[action])
  return textOf(value).trim()
}

/** The metadata of a view of ours; null for any other text. */
export function metadataIn({ metadata }: SubmittedView): SlackBody | null {
  try {
    const value: unknown = JSON.parse(metadata)
    return typeof value === 'object' && value !== null ? (value as SlackBody) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Opens a modal for a click. Throws 'unavailable' when Slack waits for it no longer. */
export async function openFor({ door }: Visit, body: SlackBody, view: ModalView): Promise<string> {
  const opened = await door.openView(String(body['trigger_id']), view)
  if (opened !== 'too_late') return opened.viewId
  throw new QuartermasterError(
    'unavailable',
    'The window could not be opened: Slack waits three seconds for it and no longer.',
    'Click once more; nothing was done.',
  )
}

/**
 * Fills a window that was opened at once: with the view, or with why there is none. Who closed it meanwhile misses
 * nothing. Rejects with what is not the person's to mend.
 */
export async function fillWindow(
  { door }: Visit,
  viewId: string,
  title: string,
  draw: () => Promise<ModalView>,
): Promise<void> {
  let view: ModalView
  try {
    view = await draw()
  } catch (error) {
    if (!(error instanceof QuartermasterError)) throw error
    view = noticeModal(title, [error.message, error.repair])
  }
  await door.updateView(viewId, view)
}

/**
 * Does what a submitted modal asks for and says in it what came of it: the sentences, or why not. Who closed it meanwhile
 * is told in their direct message. Rejects with what is not the person's to mend.
 */
export async function workView(
  { door, who }: Visit,
  body: SlackBody,
  title: string,
  act: () => Promise<string[]>,
): Promise<void> {
  let sentences: string[]
  try {
    sentences = await act()
  } catch (error) {
    if (!(error instanceof QuartermasterError)) throw error
    sentences = [error.message, error.repair]
  }
  const shown = await door.updateView(viewIn(body).id, noticeModal(title, sentences))
  if (shown === 'updated') return
  await tell(door, who.mapping.userId, null, saidMessage(sentences.join(' ')))
}
