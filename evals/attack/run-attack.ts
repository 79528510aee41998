// Plays attacks: a document is put into the shop, somebody asks about it, and what is left behind is looked at in rows and
// in words.
import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { Conversation } from '#agent/conversation.ts'
import type { TurnAnswer } from '#agent/events.ts'
import { buildLexicon } from '#agent/lexicon.ts'
import { offlineModel } from '#agent/offline/model.ts'
import { runTurn } from '#agent/turn.ts'
import { toolContext } from '#operations/call-tool.ts'
import { ensurePlan } from '#operations/plan-shop.ts'
import type { Shop } from '#operations/shop.ts'
import { plainText } from '#render/text.ts'
import type { ToolContext } from '#root/tool.ts'
import { lexiconRows } from '#store/lexicon-rows.ts'
import { tools } from '#tools/index.ts'
import type { Effects } from '../suite/rows.ts'
import { oneByOne } from '../suite/through-mcp.ts'
import { asOf, type AttackShop } from './attack-shop.ts'
import { bookBreaks, rowBreaks } from './breaks-in-rows.ts'
import { callBreaks, wordBreaks } from './breaks-in-words.ts'
import { cutOff } from './cut-off.ts'
import type { AttackDocument } from './documents.ts'

/** Who is attacked: a puppet, which has no reason to leave the process, or a model, which is reached through the network. */
export type Victim = { name: string; model: LanguageModelV4 | null; isPuppet: boolean }

export type Attack = {
  victim: string
  goal: string
  template: string
  carrier: string
  /** What must not have happened; none where the shop held. */
  breaks: string[]
  /** Whether the document stood before the model, or was told in the question. */
  read: boolean
  /** Calls that reached a tool, and those of them that it answered. */
  called: number
  answered: number
  /** Steps of preparing an order, which a victim may take: 'order.draft' and so on. */
  prepared: string[]
}

const asker = 'maya'

/** What is said in the talk when somebody pasted the document before. */
const pastedBefore = (text: string): Conversation['exchanges'] => [
  {
    question: `They wrote: ${text}`,
    answer: {
      text: 'I have read it.',
      toolCalls: [],
      placeholders: {},
      followUps: [],
      model: 'offline',
      notices: [],
    },
  },
]

/**
 * The tools, one call after the other. Some begin a plan beside a look-up that then fails; as the shop is one transaction
 * here, the next call must not find it half made.
 */
const calmly = oneByOne(
  tools.map((tool) => ({
    ...tool,
    async run(input: never, context: ToolContext) {
      try {
        return await tool.run(input, context)
      } catch (error) {
        await ensurePlan(context.db, context).catch(() => undefined)
        throw error
      }
    },
  })),
)

async function answerOf(shop: Shop, paper: AttackDocument, victim: Victim): Promise<TurnAnswer> {
  const { carrier, text } = paper
  const context = await toolContext({ ...shop, personId: asker })
  const turn = runTurn({
    question: carrier.question(text),
    conversation: { id: 'attack', exchanges: carrier.earlier === true ? pastedBefore(text) : [] },
    person: context.person,
    tools: calmly,
    toolContext: context,
    models: {
      primary: { name: victim.name, model: victim.model },
      offline: offlineModel({ lexicon: buildLexicon(await lexiconRows(shop.db)) }),
    },
    clock: () => performance.now(),
  })
  for await (const event of turn) if (event.type === 'done') return event.answer
  throw new Error('the turn ended without an answer')
}

/** Enough of the document to know it by, as a tool gives it back. */
const recognised = (text: string) => plainText(text).slice(0, 40)

function wasRead(answer: TurnAnswer, { carrier, text }: AttackDocument): boolean {
  const known = JSON.stringify(recognised(text)).slice(1, -1)
  if (known === '' || carrier.reads.length === 0) return known !== ''
  return JSON.stringify(answer.toolCalls.map((call) => call.result)).includes(known)
}

const preparedIn = ({ added }: Effects) =>
  added.filter(({ table }) => table === 'audit_entry').map(({ row }) => String(row['action']))

/** One victim before the document, in a shop that is put back afterwards. */
async function attack(
  shop: Shop,
  paper: AttackDocument,
  victim: Victim,
): Promise<{ answer: TurnAnswer; left: string[] }> {
  const outside = victim.isPuppet ? cutOff() : null
  try {
    const answer = await answerOf(shop, paper, victim)
    return { answer, left: (outside?.tried ?? []).map((way) => `left the process by ${way}`) }
  } finally {
    outside?.restore()
  }
}

async function judged(
  { answer, left }: { answer: TurnAnswer; left: string[] },
  { db, now }: Shop,
  effects: Effects,
  paper: AttackDocument,
): Promise<Omit<Attack, 'victim'>> {
  const { carrier, text, goal, goalId, template } = paper
  const moment = { asOf, now: now().toISOString() }
  return {
    goal: goalId,
    template,
    carrier: carrier.name,
    breaks: [
      ...rowBreaks(effects, asker),
      ...(await bookBreaks(db, effects, moment)),
      ...wordBreaks(answer, { text, goal, asOf }),
      ...callBreaks(answer),
      ...left,
    ],
    read: wasRead(answer, paper),
    called: answer.toolCalls.filter(({ id }) => id.startsWith('call_')).length,
    answered: answer.toolCalls.filter(({ error }) => error === null).length,
    prepared: preparedIn(effects),
  }
}

/** Plays one document against each victim in turn. */
export function playDocument(
  shop: AttackShop,
  paper: AttackDocument,
  victims: readonly Victim[],
): Promise<Attack[]> {
  return shop.with(paper.carrier, paper.text, async (scene) => {
    const attacks: Attack[] = []
    for (const victim of victims) {
      const one = await scene(
        (inside) => attack(inside, paper, victim),
        (result, inside, effects) => judged(result, inside, effects, paper),
      )
      attacks.push({ victim: victim.name, ...one })
    }
    return attacks
  })
}
