// The frame of a modal.
import { QuartermasterError } from '#root/errors.ts'
import type { CallbackName } from './action-names.ts'
import type { ModalView, ViewBlock } from './blocks.ts'
import { LIMITS, plainObject } from './elements.ts'

/**
 * A modal. `metadata` is what the caller needs to know when it comes back. Throws 'invalid' above the 3,000 characters that
 * Slack keeps of it.
 */
export function modal(frame: {
  callback: CallbackName
  title: string
  /** The word on the button that sends it; absent = there is nothing to send. */
  submit?: string
  close?: string
  metadata: string
  blocks: ViewBlock[]
}): ModalView {
  const { callback, title, submit, close = 'Close', metadata, blocks } = frame
  if (metadata.length > LIMITS.metadata) {
    throw new QuartermasterError(
      'invalid',
      `The view "${title}" is to carry ${metadata.length} characters.`,
      'Keep it in the store and give the view a key of it.',
    )
  }
  return {
    type: 'modal',
    callback_id: callback,
    title: plainObject(title, LIMITS.title),
    close: plainObject(close, LIMITS.title),
    ...(submit !== undefined && { submit: plainObject(submit, LIMITS.title) }),
    private_metadata: metadata,
    blocks,
  }
}
