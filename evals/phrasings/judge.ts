// What the offline model makes of a phrasing, and whether that is what was meant.
import { replyTo } from '#agent/offline/talk.ts'
import type { Interpreter } from '#agent/offline/interpreter.ts'
import { understand } from '#agent/offline/understand.ts'
import type { Plan } from '#agent/offline/plan.ts'
import { judge, type Case, type Target } from './cases.ts'

export type Verdict = {
  wanted: Case
  /** The right tool and no other, or the right answer without one. */
  isRightTool: boolean
  /** What is wrong with tool or arguments; null = right. */
  wrong: string | null
}

/** The verdict on one phrasing, asked without a conversation before it. */
export function verdictOn(wanted: Case, interpreter: Interpreter): Verdict {
  const plan = understand(wanted.question, [], interpreter)
  const verdicts = [wanted, ...wanted.orElse].map((target) => fitOf(target, plan))
  const best =
    verdicts.find(({ wrong }) => wrong === null) ??
    verdicts.find(({ isRightTool }) => isRightTool) ??
    verdicts[0]!
  return { wanted, ...best }
}

function fitOf(target: Target, plan: Plan): Omit<Verdict, 'wanted'> {
  const talk = target.tool.startsWith('say:') ? target.tool.slice(4).split('|') : null
  if (plan.kind === 'calls') {
    const call = talk === null && plan.calls.length === 1 ? plan.calls[0]! : null
    return {
      isRightTool: call?.tool === target.tool,
      wrong: call === null ? JSON.stringify(plan.calls) : judge(target, call),
    }
  }
  const fits = talk?.some((label) =>
    label === 'unknown'
      ? plan.text.startsWith('I did not understand')
      : plan.text === replyTo(label as Parameters<typeof replyTo>[0]),
  )
  return {
    isRightTool: fits === true,
    wrong: fits === true ? null : `said ${plan.text.slice(0, 50)}`,
  }
}

/** The verdicts on a set. */
export const verdictsOn = (cases: readonly Case[], interpreter: Interpreter): Verdict[] =>
  cases.map((wanted) => verdictOn(wanted, interpreter))

/** One line for a reader: the phrasing, what was meant, and what came of it. */
export const missOf = ({ wanted, wrong }: Verdict): string =>
  `${wanted.question} -> ${wanted.tool}: ${wrong}`
