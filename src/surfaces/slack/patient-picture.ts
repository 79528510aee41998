// Slack looks at a picture before it shows it, and refuses the message until it has: the same again a few times, and at
// last without the picture, with a line that says so.
import type { MessageBlock } from '#render/slack/blocks.ts'
import { pictureMissing } from '#render/slack/notes.ts'
import type { Slack } from './slack.ts'
import { SlackRefusal } from './web-api.ts'

const tries = 5
const pauseMs = 1_500

const isUnready = (error: unknown) =>
  error instanceof SlackRefusal && error.code === 'invalid_blocks'

/** Does it with these blocks once Slack takes their pictures, or without them. Rejects as `act` does. */
export async function patiently<Result>(
  { sleep }: Pick<Slack, 'sleep'>,
  blocks: MessageBlock[],
  act: (blocks: MessageBlock[]) => Promise<Result>,
): Promise<Result> {
  if (!blocks.some(({ type }) => type === 'image')) return act(blocks)
  for (let attempt = 0; attempt < tries; attempt += 1) {
    try {
      return await act(blocks)
    } catch (error) {
      if (!isUnready(error)) throw error
      await sleep(pauseMs)
    }
  }
  return act(blocks.map((block) => (block.type === 'image' ? pictureMissing() : block)))
}
