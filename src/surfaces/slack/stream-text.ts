// Verified text on its way into a stream: whole blocks of markdown, made safe, in pieces that one call takes.
import { splitMarkdown } from '#render/slack/markdown.ts'

/** Slack takes 12,000 characters of text in one call. */
const mostCharacters = 11_500

const pieceSize = { text: mostCharacters, json: 3 * mostCharacters }

/** The end of the last block that is whole: a blank line that is in no fence of code. */
function endOfBlocks(text: string): number {
  for (let at = text.lastIndexOf('\n\n'); at >= 0; at = text.lastIndexOf('\n\n', at - 1)) {
    const fences = text.slice(0, at).match(/^```/gm)?.length ?? 0
    if (fences % 2 === 0) return at + 2
    if (at === 0) break
  }
  return 0
}

/** The markdown in safe pieces, each with the blank line that parts it from the next. */
export function textPieces(markdown: string): string[] {
  return splitMarkdown(markdown, pieceSize).map((piece) => `${piece}\n\n`)
}

/** The markdown without its tables; code is left as it is. */
export function withoutTables(markdown: string): string {
  return markdown.includes('```') ? markdown : markdown.replace(/^(?:[ \t]*\|.*(?:\n|$))+/gm, '')
}

export type TextBuffer = {
  /** Takes text as it was verified; gives back what may be shown now, with its tables or without. */
  push(text: string, tablesFollow: boolean): string[]
  /** The end: what was held back. */
  flush(): string[]
}

/** Holds text back until its block is whole: half a table is not a table. */
export function textBuffer(): TextBuffer {
  let held = ''
  let leavesTables = false
  const pieces = (text: string) => textPieces(leavesTables ? withoutTables(text) : text)
  return {
    push(text, tablesFollow) {
      held += text
      leavesTables = tablesFollow
      const end = endOfBlocks(held)
      const whole = held.slice(0, end)
      held = held.slice(end)
      return pieces(whole)
    },
    flush() {
      const rest = held
      held = ''
      return pieces(rest)
    },
  }
}
