// Were the right tools called with the right arguments? Arguments are right when they are the same, or when the tool says
// the same for them: "blue mug" and MUG-BLU-350 are one item.
import { isDeepStrictEqual } from 'node:util'
import type { ToolCallRecord } from '#agent/events.ts'
import { tools } from '#tools/index.ts'
import type { CaseTurn } from '../suite/case.ts'
import type { RightCall } from '../suite/play.ts'
import type { Graded, Grader, Verdict } from './grade.ts'

const drafts = new Set(tools.filter(({ access }) => access === 'draft').map(({ name }) => name))
const shortly = (name: string, input: unknown) => `${name} ${JSON.stringify(input)}`.slice(0, 200)

/** What a call is about: how long a page of the list may be is not. */
function plain(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input
  const said = Object.entries(input).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said.filter(([name]) => name !== 'limit'))
}

/** Whether a call that was made is the right one: same tool, and the same arguments or the same answer. */
export function isRight(right: RightCall, made: ToolCallRecord): boolean {
  if (made.name !== right.name) return false
  if (isDeepStrictEqual(plain(made.arguments), plain(right.arguments))) return true
  if (right.error !== null) return made.error?.code === right.error.code
  return made.error === null && isDeepStrictEqual(made.result, right.result)
}

/** The right calls that nobody made, each made call standing for one. */
function missing(rights: readonly RightCall[], made: readonly ToolCallRecord[]): RightCall[] {
  const left = [...made]
  return rights.filter((right) => {
    const at = left.findIndex((call) => isRight(right, call))
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

function judgeTurn(
  turn: CaseTurn,
  rights: readonly RightCall[],
  made: readonly ToolCallRecord[],
): Verdict {
  const usual = made.filter(({ id }) => id.startsWith('call_'))
  if (rights.length === 0) {
    if (turn.asks || turn.reads) {
      // A draft that was refused ("can mean 3 items") left nothing behind, and is a way to learn what to ask.
      const drafted = usual.find(({ name, error }) => drafts.has(name) && error === null)
      return drafted === undefined
        ? null
        : `drafted what nobody asked for: ${shortly(drafted.name, drafted.arguments)}`
    }
    const [needless] = usual
    return needless === undefined
      ? null
      : `needed no call: ${shortly(needless.name, needless.arguments)}`
  }
  const [lacking] = missing(rights, usual)
  if (lacking !== undefined) {
    const instead = usual.map(({ name, arguments: input }) => shortly(name, input)).join('; ')
    return `expected ${shortly(lacking.name, lacking.arguments)}, called ${instead || 'nothing'}`
  }
  const wrongDraft = usual.find(
    (call) => drafts.has(call.name) && !rights.some((right) => isRight(right, call)),
  )
  return wrongDraft === undefined
    ? null
    : `drafted what nobody asked for: ${shortly(wrongDraft.name, wrongDraft.arguments)}`
}

/** Null where one of the sets of right calls was made; else what is wrong against the first. */
function anySet(sets: readonly (readonly RightCall[])[], judge: JudgeSet): Verdict {
  const verdicts = sets.map(judge)
  return verdicts.includes(null) ? null : verdicts[0]!
}

type JudgeSet = (rights: readonly RightCall[]) => Verdict

const setsOf = ({ expected }: Graded, at: number) => [
  expected.turns[at]!,
  ...(expected.orElse[at] ?? []),
]

function eachTurn({ wanted, expected, played }: Graded, judge: (at: number) => Verdict): Verdict {
  for (const at of wanted.turns.keys()) {
    if (played.turns[at] === undefined) return `turn ${at + 1} was never answered`
    const verdict = judge(at)
    if (verdict !== null) return expected.turns.length > 1 ? `turn ${at + 1}: ${verdict}` : verdict
  }
  return null
}

/** Whether the right tools were called, whatever their arguments; reads beside them are allowed. */
export const rightTools: Grader = {
  name: 'tools',
  asks: 'Were the right tools called?',
  applies: () => true,
  judge: (graded) =>
    eachTurn(graded, (at) => {
      const turn = graded.wanted.turns[at]!
      const { toolCalls } = graded.played.turns[at]!
      return anySet(setsOf(graded, at), (rights) => {
        if (rights.length === 0) return judgeTurn(turn, rights, toolCalls)
        const made = toolCalls.map(({ name }) => name)
        const lacking = rights.find(({ name }) => !made.includes(name))
        return lacking === undefined
          ? null
          : `expected ${lacking.name}, called ${made.join(', ') || 'nothing'}`
      })
    }),
}

/** Whether they were called with the right arguments. */
export const rightArguments: Grader = {
  name: 'arguments',
  asks: 'With the right arguments?',
  applies: () => true,
  judge: (graded) =>
    eachTurn(graded, (at) =>
      anySet(setsOf(graded, at), (rights) =>
        judgeTurn(graded.wanted.turns[at]!, rights, graded.played.turns[at]!.toolCalls),
      ),
    ),
}

/** Whether the conversation kept to its budget of calls. */
export const callBudget: Grader = {
  name: 'budget',
  asks: 'Within the budget of calls?',
  applies: () => true,
  judge({ wanted, played }) {
    const made = played.turns.reduce((sum, { toolCalls }) => sum + toolCalls.length, 0)
    return made <= wanted.mostCalls ? null : `${made} calls, at most ${wanted.mostCalls}`
  },
}
