import type { Conversation } from '#agent/conversation.ts'
import type { TurnAnswer, TurnEvent } from '#agent/events.ts'
import { offlineModel } from '#agent/offline/model.ts'
import { runTurn, type TurnOptions } from '#agent/turn.ts'
import { fakeContext, fakeTools, maya, type Calls } from './fake-tools.ts'
import { demoLexicon } from './shop.ts'

/** A turn with fake tools; what is not given is the offline model in a new conversation. */
export async function ask(
  question: string,
  options: Partial<TurnOptions> & { replace?: Record<string, (input: unknown) => unknown> } = {},
): Promise<{ answer: TurnAnswer; events: TurnEvent[]; calls: Calls }> {
  const { replace, ...rest } = options
  const calls: Calls = []
  const events: TurnEvent[] = []
  const turn = runTurn({
    question,
    conversation: { id: 'test', exchanges: [] },
    person: maya,
    tools: fakeTools(calls, replace),
    toolContext: fakeContext,
    models: {
      primary: { name: 'offline', model: null },
      offline: offlineModel({ lexicon: demoLexicon() }),
    },
    clock: () => performance.now(),
    ...rest,
  })
  for await (const event of turn) events.push(event)
  const done = events.at(-1)
  if (done?.type !== 'done') throw new Error('the turn did not end')
  return { answer: done.answer, events, calls }
}

/** Asks one question after the other in one conversation; the calls of the last one count. */
export async function askInTurn(
  questions: string[],
  replace: Record<string, (input: unknown) => unknown> = {},
): Promise<{ answer: TurnAnswer; calls: Calls }> {
  const conversation: Conversation = { id: 'test', exchanges: [] }
  let last: { answer: TurnAnswer; calls: Calls } | null = null
  for (const question of questions) {
    last = await ask(question, { conversation, replace })
    conversation.exchanges.push({ question, answer: last.answer })
  }
  return last!
}
