// The number lock (law 3): a figure in an answer is a value of this turn's tool results or it is not shown. The model
// writes {{call_1.lines.0.units}}; this code puts the value there. Outside a placeholder these are refused:
//   digits of any script, fractions, superscripts, roman numerals from II, letters or marks that hide any of them
//   number words, ordinals from 'second', half, double, twice, dozen, couple, nothing, none; 'one' unless a pronoun
//   percent words and signs, currency signs, codes and words
//   weekdays, months, tomorrow, next week, 'in a month'; e-mail addresses, links, images, addresses, HTML
// Allowed, because they claim no figure: first, last, both, no, several, few, single, once, today, this week, per week.
import type { ToolCallRecord } from './events.ts'
import { findUnbackedFigures } from './number-scan.ts'
import { findWrongFields } from './number-fields.ts'
import { resolvePlaceholder } from './placeholder.ts'
import { HOLE, type Violation } from './violation.ts'

export type LockedText =
  | { ok: true; text: string; placeholders: Record<string, string> }
  | { ok: false; violations: Violation[] }

/** A placeholder, or anything that begins or ends like one. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g

/**
 * The answer with every placeholder replaced by the value it names, or the list of what is refused in it. Pure: the
 * same text and calls give the same answer.
 */
export function lockText(text: string, calls: readonly ToolCallRecord[]): LockedText {
  if (text.includes(HOLE)) {
    return {
      ok: false,
      violations: [{ kind: 'hidden', text: HOLE, reason: 'Write plain visible letters only.' }],
    }
  }
  const violations: Violation[] = []
  const placeholders: Record<string, string> = {}
  const fields: string[] = []
  const shown = text.replace(PLACEHOLDER, (whole, inside: string) => {
    const path = inside.trim()
    const resolved = resolvePlaceholder(path, calls)
    if (!resolved.ok) {
      violations.push({ kind: 'placeholder', text: whole, reason: resolved.reason })
      fields.push(path)
      return whole
    }
    placeholders[path] = resolved.text
    fields.push(resolved.fieldName)
    return resolved.text
  })
  const outside = text.replace(PLACEHOLDER, HOLE)
  violations.push(...findUnbackedFigures(outside), ...findWrongFields(outside, fields))
  return violations.length > 0 ? { ok: false, violations } : { ok: true, text: shown, placeholders }
}
