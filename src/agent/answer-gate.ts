import type { ToolCallRecord } from './events.ts'
import { lockText } from './number-lock.ts'
import type { Violation } from './violation.ts'

/** Far above a good answer; a model that writes on and on is cut here. */
const MAXIMUM_ANSWER_LENGTH = 16_000

/**
 * Lets an answer through line by line and sentence by sentence, each checked by the number lock together with all
 * that stands before it, and rendered. From the first refusal on nothing more passes.
 */
export type AnswerGate = {
  /** Takes a piece as it streams in; gives back what may be shown now, which may be ''. */
  push(piece: string): string
  /** The end of the answer or of a step: what was held back is judged. */
  flush(): string
  /** What passed, as written and as shown. */
  passed(): { raw: string; shown: string; placeholders: Record<string, string> }
  violations(): Violation[]
  /** Drops what was refused and held back, and lets text pass again after what has passed. */
  reopen(): void
}

/** The gate of one answer; `calls` is read at each check, so results that arrive meanwhile count. */
export function createAnswerGate(calls: readonly ToolCallRecord[]): AnswerGate {
  let raw = ''
  let shown = ''
  let held = ''
  let refused: Violation[] = []
  const placeholders: Record<string, string> = {}

  const judge = (segment: string): string => {
    if (refused.length > 0 || segment === '') return ''
    const whole = lockText(raw + segment, calls)
    if (!whole.ok) {
      refused = whole.violations
      return ''
    }
    const added = whole.text.slice(shown.length)
    raw += segment
    shown = whole.text
    Object.assign(placeholders, whole.placeholders)
    return added
  }
  return {
    push(piece) {
      if (refused.length > 0) return ''
      held += piece
      if (raw.length + held.length > MAXIMUM_ANSWER_LENGTH) {
        refused = [
          {
            kind: 'hidden',
            text: held.slice(0, 40),
            reason: 'The answer is too long; say the essential.',
          },
        ]
        return ''
      }
      const end = lastBoundary(held)
      const segment = held.slice(0, end)
      held = held.slice(end)
      return judge(segment)
    },
    flush() {
      const segment = held
      held = ''
      return judge(segment)
    },
    passed: () => ({ raw, shown, placeholders: { ...placeholders } }),
    violations: () => refused,
    reopen() {
      refused = []
      held = ''
    },
  }
}

/** The end of the last whole line or sentence; a line that may still become a table row waits for its end. */
function lastBoundary(text: string): number {
  const lineEnd = text.lastIndexOf('\n') + 1
  const open = text.slice(lineEnd)
  if (/^\s*\|/.test(open)) return lineEnd
  const sentences = [...open.matchAll(/[.!?:]['")\]]*\s+(?=\S)/g)]
  const last = sentences.at(-1)
  return last === undefined ? lineEnd : lineEnd + last.index + last[0].length
}
