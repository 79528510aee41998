// Text as a page of fixed width shows it: wrapped, boxed, in columns.

/** How many columns a text takes: East Asian wide characters and emoji take two, marks on letters none. */
export function columns(text: string): number {
  let width = 0
  for (const sign of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(sign)) continue
    width +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFF60]|\p{Emoji_Presentation}/u.test(
        sign,
      )
        ? 2
        : 1
  }
  return width
}

/** The text with spaces up to a width. */
export function padded(
  text: string,
  width: number,
  align: 'left' | 'center' | 'right' = 'left',
): string {
  const spare = Math.max(0, width - columns(text))
  const left = align === 'right' ? spare : align === 'center' ? Math.floor(spare / 2) : 0
  return `${' '.repeat(left)}${text}${' '.repeat(spare - left)}`
}

/** The lines of a text, broken at spaces; a word longer than the width stays whole. */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = []
    let now = ''
    for (const word of line.split(' ')) {
      if (now !== '' && columns(now) + 1 + columns(word) > width) {
        lines.push(now)
        now = word
      } else now = now === '' ? word : `${now} ${word}`
    }
    return [...lines, now]
  })
}

/** Lines in a frame, with a title in its upper edge. */
export function boxed(lines: string[], title = ''): string[] {
  const label = title === '' ? '' : ` ${title} `
  const width = Math.max(columns(label), ...lines.map(columns))
  return [
    `┌─${label}${'─'.repeat(width - columns(label))}─┐`,
    ...lines.map((line) => `│ ${padded(line, width)} │`),
    `└─${'─'.repeat(width)}─┘`,
  ]
}

export type Align = 'left' | 'center' | 'right'

/** Rows in aligned columns, the first one underlined. */
export function tabled(rows: string[][], aligns: (Align | undefined)[] = []): string[] {
  const count = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...rows.map((row) => columns(row[index] ?? ''))),
  )
  const line = (row: string[]) =>
    widths.map((width, index) => padded(row[index] ?? '', width, aligns[index])).join('  ')
  const [head = [], ...rest] = rows
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rest.map(line)].map(
    (one) => one.trimEnd(),
  )
}

/** A mrkdwn text as a person reads it: links with their address, mentions by id, escapes undone. */
export function unmarked(text: string): string {
  return text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!([^|>]+)(?:\|[^>]*)?>/g, '@$1 (WAKES EVERYBODY)')
    .replace(/<([@#][^|>]+)(?:\|[^>]*)?>/g, '$1')
    .replace(/<([^|>]+)\|([^>]*)>/g, '$2 (link: $1)')
    .replace(/<([^>]+)>/g, '(link: $1)')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
