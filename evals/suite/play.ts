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
import type { Tool, ToolContext } from '#root/tool.ts'
import type { Database } from '#store/database.ts'
import { lexiconRows } from '#store/lexicon-rows.ts'
import type { CaseTurn, EvalCase } from './case.ts'
import { channels, type ShownTurn } from './channel.ts'
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
  /** By turn: what the right calls answer where nothing is hidden; absent where the channel hides nothing. */
  books?: RightCall[][]
  effects: Effects
}

/** What did happen. `failure` is set where the contestant itself gave up. */
export type Played = {
  turns: TurnAnswer[]
  /** The same turns as the person saw them. */
  shown: ShownTurn[]
  effects: Effects
  failure: string | null
}

type Asked = { tools: readonly Tool[]; context: ToolContext }

async function rightCall(
  name: string,
  input: Record<string, unknown>,
  { tools, context }: Asked,
): Promise<RightCall> {
  const call = { name, arguments: input }
  const tool = tools.find((each) => each.name === name)!
  try {
    return { ...call, result: await runTool(tool, input, context), error: null }
  } catch (error) {
    return { ...call, result: null, error: outsideError(error) }
  }
}

async function rightCalls(calls: CaseTurn['calls'], asked: Asked): Promise<RightCall[]> {
  const answers: RightCall[] = []
  for (const [name, input] of calls.flatMap((call) => Object.entries(call))) {
    answers.push(await rightCall(name, input, asked))
  }
  return answers
}

type Through = Contestant['through']

/** The tools as somebody has them in a channel, or wherever the contestant is asked. */
function openTools(shop: Shop, talk: Talk, through: Through): Promise<OpenTools> {
  const overMcp = through === 'mcp' || channelOf(talk).overMcp
  return overMcp ? toolsThroughMcp(shop, talk.person) : Promise.resolve(ownTools)
}

/** The right calls and the other right calls of every turn, on the shop as it was made. */
function answersOf(wanted: EvalCase, world: World, open: (shop: Shop) => Promise<OpenTools>) {
  return world.play(async (shop) => {
    const { tools, close } = await open(shop)
    const asked = { tools, context: await toolContext({ ...shop, personId: wanted.person }) }
    const turns: RightCall[][] = []
    const orElse: RightCall[][][] = []
    for (const turn of wanted.turns) {
      turns.push(await rightCalls(turn.calls, asked))
      const others: RightCall[][] = []
      for (const calls of turn.orElse) others.push(await rightCalls(calls, asked))
      orElse.push(others)
    }
    await close()
    return { turns, orElse }
  })
}

/** Makes the right calls of a case as its channel gives its tools, or over MCP where all are asked that way. */
export async function expectedOf(
  wanted: EvalCase,
  world: World,
  through: Through = 'process',
): Promise<Expected> {
  const { result, effects } = await answersOf(wanted, world, (shop) =>
    openTools(shop, wanted, through),
  )
  if (!channelOf(wanted).overMcp) return { ...result, effects }
  const own = await answersOf(wanted, world, () => Promise.resolve(ownTools))
  return { ...result, books: own.result.turns, effects }
}

/** What a turn is played with. */
type Table = Asked & { shop: Shop; contestant: Contestant }

async function answerOf(
  question: string,
  conversation: Conversation,
  { shop, context, contestant, tools }: Table,
): Promise<TurnAnswer> {
  const turn = runTurn({
    question,
    conversation,
    person: context.person,
    tools,
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

/** What is said, by whom, and where: in the web console unless it is said. */
export type Talk = Pick<EvalCase, 'person'> &
  Partial<Pick<EvalCase, 'channel'>> & { turns: readonly Pick<CaseTurn, 'say'>[] }

const channelOf = ({ channel = 'web' }: Talk) => channels[channel]

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
    const open = await openTools(shop, wanted, contestant.through)
    const table = { shop, context, contestant, tools: oneByOne(open.tools) }
    const { hears, shows } = channelOf(wanted)
    const conversation: Conversation = { id: 'evals', exchanges: [] }
    const turns: TurnAnswer[] = []
    const shown: ShownTurn[] = []
    let failure: string | null = null
    for (const { say } of wanted.turns) {
      const question = hears(say)
      try {
        const answer = await answerOf(question, conversation, table)
        turns.push(answer)
        shown.push({ said: say, ...(await shows(answer, context)) })
        conversation.exchanges.push({ question, answer })
        // The offline model stands in for one that failed: that is right for a buyer and no merit of the contestant.
        if (answer.model !== contestant.name) failure = answer.notices.join(' ') || 'it gave up'
      } catch (error) {
        failure = outsideError(error).message
      }
      if (failure !== null) break
    }
    await open.close()
    return { turns, shown, failure }
  })
  return { ...result, effects }
}
