// What is wrong with a case itself: nobody may be judged by it.
import { readsAs } from '../graders/words.ts'
import { channels } from './channel.ts'
import type { EvalCase } from './case.ts'
import type { Expected, RightCall } from './play.ts'

const called = ({ name, arguments: input, error }: RightCall) =>
  `${name} ${JSON.stringify(input)}: ${error?.message ?? ''}`

/** A text that nobody could say there, a right call that fails, or a fact that no right call has; none for a case that can be played. */
export function caseFaults(wanted: EvalCase, { turns, orElse, books = turns }: Expected): string[] {
  const { faultOf } = channels[wanted.channel]
  return wanted.turns.flatMap(({ say, says, hides, errors, calls }, at) => {
    const rights = turns[at]!
    const others = orElse[at]!.flat()
    const failed = errors ? [] : [...rights, ...others].filter(({ error }) => error !== null)
    const unfailing = errors && calls.length > 0 && rights.every(({ error }) => error === null)
    const unsaid = says.flat().filter((fact) => readsAs(fact, rights) === null)
    const unhidden = hides.filter((fact) => readsAs(fact, books[at]!) === null)
    const undelivered = faultOf(say)
    return [
      ...(undelivered === null ? [] : [undelivered]),
      ...failed.map((call) => `fails: ${called(call)}`),
      ...(unfailing ? ['says errors: true, and no right call fails'] : []),
      ...[...unsaid, ...unhidden].map((fact) => `has no ${fact}`),
    ].map((fault) => `${wanted.file} turn ${at + 1} ${fault}`)
  })
}
