// Terminal columns: what a person sees, not code units.

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6\p{Emoji_Presentation}\u{20000}-\u{3FFFD}]/u

// oxlint-disable-next-line no-control-regex
const ANSI = /\u001B\[[0-9;]*m/g

function graphemeWidth(grapheme: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cc}\p{Cf}]/u.test(grapheme)) return 0
  return WIDE.test(grapheme) || grapheme.includes('\uFE0F') ? 2 : 1
}

/** Columns the text takes in a terminal; East Asian wide characters and emoji count two, colour codes none. */
export function displayWidth(text: string): number {
  let columns = 0
  for (const { segment } of graphemes.segment(text.replace(ANSI, '')))
    columns += graphemeWidth(segment)
  return columns
}

/** The text cut to at most `columns`, ending in '…' where something was cut off. */
export function truncateText(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let kept = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    const width = graphemeWidth(segment)
    if (used + width > columns - 1) break
    kept += segment
    used += width
  }
  return columns <= 0 ? '' : `${kept.trimEnd()}…`
}

/** The text filled with spaces to `columns`. */
export function padText(
  text: string,
  columns: number,
  alignment: 'left' | 'right' | 'center',
): string {
  const missing = Math.max(0, columns - displayWidth(text))
  if (alignment === 'right') return ' '.repeat(missing) + text
  if (alignment === 'left') return text + ' '.repeat(missing)
  const before = Math.floor(missing / 2)
  return ' '.repeat(before) + text + ' '.repeat(missing - before)
}

/** The text broken at spaces into lines of at most `columns`; a longer word is broken where it must be. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (displayWidth(joined) <= columns) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const { segment } of graphemes.segment(displayWidth(word) > columns ? word : '')) {
      if (displayWidth(line + segment) > columns && line !== '') {
        lines.push(line)
        line = ''
      }
      line += segment
    }
    if (displayWidth(word) <= columns) line = word
  }
  return [...lines, line]
}
