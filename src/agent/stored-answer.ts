// Whether an answer that was kept still is what the number lock let through.
import type { ToolCallRecord } from './events.ts'
import { findUnbackedFigures } from './number-scan.ts'
import { resolvePlaceholder } from './placeholder.ts'
import { HOLE } from './violation.ts'

export type KeptAnswer = {
  text: string
  placeholders: Record<string, string>
  toolCalls: readonly ToolCallRecord[]
}

const special = /[.*+?^${}()|[\]\\]/g

/** The text with every value of a placeholder taken out, the longest first; a value inside a word or figure stays. */
function withoutValues(text: string, values: readonly string[]): string {
  const longestFirst = [...new Set(values)]
    .filter((value) => value !== '')
    .toSorted((a, b) => b.length - a.length)
  if (longestFirst.length === 0) return text
  const any = longestFirst.map((value) => value.replace(special, String.raw`\$&`)).join('|')
  return text.replace(
    new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${any})(?![\p{L}\p{N}])`, 'gu'),
    HOLE,
  )
}

/** Figures of a kept answer that are no field of its own tool results, one sentence each. */
export function unbackedIn(answer: KeptAnswer): string[] {
  const { text, placeholders, toolCalls } = answer
  const changed = Object.entries(placeholders).flatMap(([path, shown]) => {
    const resolved = resolvePlaceholder(path, toolCalls)
    if (!resolved.ok) return [`"${shown}" is said to be ${path}, and there is no such field`]
    return resolved.text === shown
      ? []
      : [`"${shown}" is said to be ${path}, which is "${resolved.text}"`]
  })
  const rest = withoutValues(text, Object.values(placeholders))
  const unbacked = findUnbackedFigures(rest).map(
    (found) => `"${found.text}" is no field of its tools`,
  )
  return [...changed, ...unbacked]
}
