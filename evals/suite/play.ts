// Plays a conversation with a contestant, and the right calls on a shop of their own: what graders compare.
import type { Conversation } from '#agent/conversation.ts'
import type { TurnAnswer } from '#agent/events.ts'
import { buildLexicon } from '#agent/lexicon.ts'
import { offlineModel } from '#agent/offline/model.ts'
import { runTool } from '#agent/run-tool.ts'
import { runTurn } from '#agent/turn.ts'
import { toolContext } from '#operations/call-tool.ts'
import type { Shop } from '#operations/shop.ts'
import { outsideError, type OutsideError } from '#root/errors.ts'
import type { ToolContext } from '#root/tool.ts'
import type { Database } from '#store/database.ts'
import { lexiconRows } from '#store/lexicon-rows.ts'
import { tools } from '#tools/index.ts'
import type { CaseTurn, EvalCase } from './case.ts'
import type { Contestant } from './contestant.ts'
import type { Effects } from './rows.ts'
import { oneByOne, ownTools, toolsThroughMcp, type OpenTools } from './through-mcp.ts'
import type { World } from './world.ts'

/** A right call with what it answers. */
export type RightCall = {
  name: string
  arguments: Record<string, unknown>
  result: unknown
  error: OutsideError | null
}

/** What should have happened: the answers of the right calls, turn by turn, and the rows they leave. */
export type Expected = {
  turns: RightCall[][]
  /** By turn: the answers of other calls that are as right. */
  orElse: RightCall[][][]
  effects: Effects
}

/** What did happen. `failure` is set where the contestant itself gave up. */
export type Played = { turns: TurnAnswer[]; effects: Effects; failure: string | null }

const named = (name: string) => tools.find((tool) => tool.name === name)!

async function rightCall(
  name: string,
  input: Record<string, unknown>,
  context: ToolContext,
): Promise<RightCall> {
  const call = { name, arguments: input }
  try {
    return { ...call, result: await runTool(named(name), input, context), error: null }
  } catch (error) {
    return { ...call, result: null, error: outsideError(error) }
  }
}

async function rightCalls(calls: CaseTurn['calls'], context: ToolContext): Promise<RightCall[]> {
  const answers: RightCall[] = []
  for (const [name, input] of calls.flatMap((call) => Object.entries(call))) {
    answers.push(await rightCall(name, input, context))
  }
  return answers
}

/** Makes the right calls of a case, on the shop as it was made. */
export async function expectedOf(wanted: EvalCase, world: World): Promise<Expected> {
  const { result, effects } = await world.play(async (shop) => {
    const context = await toolContext({ ...shop, personId: wanted.person })
    const turns: RightCall[][] = []
    const orElse: RightCall[][][] = []
    for (const turn of wanted.turns) {
      turns.push(await rightCalls(turn.calls, context))
      const others: RightCall[][] = []
      for (const calls of turn.orElse) others.push(await rightCalls(calls, context))
      orElse.push(others)
    }
    return { turns, orElse }
  })
  return { ...result, effects }
}

/** What a turn is played with. */
type Table = { shop: Shop; context: ToolContext; contestant: Contestant; open: OpenTools }

async function answerOf(
  question: string,
  conversation: Conversation,
  { shop, context, contestant, open }: Table,
): Promise<TurnAnswer> {
  const turn = runTurn({
    question,
    conversation,
    person: context.person,
    tools: oneByOne(open.tools),
    toolContext: context,
    models: {
      primary: { name: contestant.name, model: contestant.model },
      offline: offlineModel({ lexicon: buildLexicon(await lexiconRows(shop.db)) }),
    },
    clock: () => performance.now(),
  })
  for await (const event of turn) if (event.type === 'done') return event.answer
  throw new Error('the turn ended without an answer')
}

/** What is said, and by whom. */
export type Talk = Pick<EvalCase, 'person'> & { turns: readonly Pick<CaseTurn, 'say'>[] }

/** Has a conversation with a contestant, on the shop as it was made, or as `before` leaves it. */
export async function playCase(
  wanted: Talk,
  world: World,
  contestant: Contestant,
  before: (db: Database) => Promise<unknown> = () => Promise.resolve(),
): Promise<Played> {
  const { result, effects } = await world.play(async (shop) => {
    await before(shop.db)
    const context = await toolContext({ ...shop, personId: wanted.person })
    const open =
      contestant.through === 'mcp' ? await toolsThroughMcp(shop, wanted.person) : ownTools
    const conversation: Conversation = { id: 'evals', exchanges: [] }
    const turns: TurnAnswer[] = []
    let failure: string | null = null
    for (const { say } of wanted.turns) {
      try {
        const answer = await answerOf(say, conversation, { shop, context, contestant, open })
        turns.push(answer)
        conversation.exchanges.push({ question: say, answer })
        // The offline model stands in for one that failed: that is right for a buyer and no merit of the contestant.
        if (answer.model !== contestant.name) failure = answer.notices.join(' ') || 'it gave up'
      } catch (error) {
        failure = outsideError(error).message
      }
      if (failure !== null) break
    }
    await open.close()
    return { turns, failure }
  })
  return { ...result, effects }
}
