// A modal that only says something: that it is being worked on, what was done, or why nothing was.
import type { ModalView } from './blocks.ts'
import { section } from './elements.ts'
import { plain } from './text.ts'
import { modal } from './views.ts'
import { SENTENCE } from './words.ts'

/** The sentences one under another; empty ones are left out. */
export function noticeModal(title: string, sentences: readonly string[]): ModalView {
  const said = sentences.filter((text) => text !== '')
  return modal({
    callback: 'notice',
    title,
    metadata: '',
    blocks: said.map((text) => section(plain(text, 4 * SENTENCE))),
  })
}
