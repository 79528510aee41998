// What a reader of blocks sees and can click, for the expectations of tests.
import { expect } from 'vitest'
import type { HomeView, ModalView, SlackMessage } from '#render/slack/blocks.ts'
import { faultsOfBlocks, faultsOfView } from '../../slack/loopback/block-rules.ts'
import { linksIn, linksOfMessage } from '../../slack/loopback/mrkdwn.ts'
import { readable } from '../../slack/loopback/read-page.ts'
import type { Message, View } from '../../slack/loopback/types.ts'

type Shown = { blocks: readonly unknown[] }

/** Every object within blocks that has a type. */
export function nodesOf(node: unknown): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf)
  if (typeof node !== 'object' || node === null) return []
  const inner = Object.values(node).flatMap(nodesOf)
  return 'type' in node ? [node as Record<string, unknown>, ...inner] : inner
}

/** All text that a person reads, in order. */
export function textOf({ blocks }: Shown): string {
  return nodesOf(blocks)
    .flatMap(({ text }) => (typeof text === 'string' ? text : []))
    .join('\n')
}

/** The action ids of all buttons, in order. */
export function buttonsOf({ blocks }: Shown): string[] {
  return nodesOf(blocks)
    .filter(({ type }) => type === 'button')
    .map(({ action_id }) => String(action_id))
}

/** The value of the button with this id. */
export function valueOf({ blocks }: Shown, id: string): unknown {
  return nodesOf(blocks).find(({ action_id }) => action_id === id)?.['value']
}

/** Slack takes the message, and nothing in it is a link or a call that we did not build. */
export function expectTaken(message: SlackMessage): void {
  expect(faultsOfBlocks(message.blocks, 'message')).toEqual([])
  expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(13_000)
  expect(message.text.length).toBeGreaterThan(0)
  expectQuiet(message)
}

/** Nothing in the message is a link, a mention or a call to everybody but the addresses of our own buttons. */
export function expectQuiet({ blocks, text }: SlackMessage): void {
  expect(text.length).toBeLessThanOrEqual(3_000)
  const dead = { links: [], users: [], channels: [], broadcasts: [] }
  const unlinked = JSON.parse(
    JSON.stringify(blocks, (key, value: unknown) =>
      key === 'url' ? undefined : value === 'link' ? 'text' : value,
    ),
  ) as never[]
  expect(linksOfMessage({ text, markdown: '', blocks: unlinked, tasks: [] })).toEqual(dead)
  expect(linksIn(text)).toEqual(dead)
}

/** Slack takes the view. */
export function expectTakenView(view: ModalView | HomeView): void {
  expect(faultsOfView(view)).toEqual([])
}

/** The message or view as a page of text, as a person would see it in Slack. */
export function pageOf(shown: SlackMessage | ModalView | HomeView): string {
  const blocks = shown.blocks as unknown as Message['blocks']
  if ('text' in shown) {
    const message: Partial<Message> = {
      text: shown.text,
      blocks,
      tasks: [],
      planTitle: null,
      ephemeralTo: null,
      markdown: '',
      files: [],
      streaming: null,
      reactions: [],
    }
    return readable(message as Message)
  }
  const isModal = shown.type === 'modal'
  const view: Partial<View> = {
    type: shown.type,
    title: isModal ? shown.title.text : '',
    submit: isModal ? (shown.submit?.text ?? null) : null,
    close: isModal ? shown.close.text : null,
    blocks,
    state: { values: {} },
    errors: {},
    callback_id: isModal ? shown.callback_id : 'home',
  }
  return readable(view as View)
}
