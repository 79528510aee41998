import type { CompletedKind } from '#store/completions.ts'
import type { McpUnit } from '../host.ts'
import { reading } from './answers.ts'

/** Completes a code of a kind from its beginning or from words of its name, the best first, at most 100. */
export function codesOf(unit: McpUnit, kind: CompletedKind): (text?: string) => Promise<string[]> {
  return (text = '') =>
    reading(unit, `completion of ${kind}`, async () => {
      const { codes, count } = await unit.run('complete_code', { kind, text }, () => undefined)
      // The protocol library tells a client how many there are by the length of this list, and sends the first 100.
      codes.length = Math.max(codes.length, count)
      return codes
    })
}

const latest = 'latest'

/** Completes a plan: the one of today first. */
export function plansOf(unit: McpUnit): (text?: string) => Promise<string[]> {
  const runs = codesOf(unit, 'plan')
  return async (text = '') => {
    const known = await runs(text)
    return latest.startsWith(text.trim().toLowerCase()) ? [latest, ...known] : known
  }
}
