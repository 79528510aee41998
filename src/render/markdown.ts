// The small markdown that answers are written in. Links, images and raw HTML are not part of it: they stay text.

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis'; children: Inline[] }

export type Alignment = 'left' | 'right' | 'center'

export type ListEntry = { content: Inline[]; nested: Block[] }

export type Block =
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'list'; ordered: boolean; first: number; entries: ListEntry[] }
  | { kind: 'table'; alignments: Alignment[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'rule' }

const PUNCTUATION = /[!-/:-@[-`{-~]/
const MAXIMUM_DEPTH = 6
/** A mark that is not closed within this many characters is text: keeps parsing linear. */
const MAXIMUM_SPAN = 2_000

type Mark = { text: string; kind: 'strong' | 'emphasis' }

/** The emphasis mark that opens at `start` and closes later in the text, or null. */
function closedMark(text: string, start: number): { mark: Mark; end: number } | null {
  for (const mark of ['**', '__', '*', '_']) {
    if (!text.startsWith(mark, start) || /\s|^$/.test(text.charAt(start + mark.length))) continue
    const inWord = mark.startsWith('_') && /[\p{L}\p{N}]/u.test(text.charAt(start - 1))
    if (inWord) continue
    const end = closingIndex(text, start + mark.length, mark)
    if (end > start + mark.length) {
      return { mark: { text: mark, kind: mark.length === 2 ? 'strong' : 'emphasis' }, end }
    }
  }
  return null
}

function closingIndex(text: string, from: number, mark: string): number {
  const end = Math.min(text.length, from + MAXIMUM_SPAN)
  for (let i = from; i < end; i++) {
    if (text[i] === '\\') i++
    else if (text.startsWith(mark, i) && !/\s/.test(text.charAt(i - 1))) {
      if (mark.length === 1 && text[i + 1] === mark) i++
      else return i
    }
  }
  return -1
}

/** Inline markdown as a tree; nesting deeper than six marks stays text. */
export function parseInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = []
  let plain = ''
  const flush = () => {
    if (plain !== '') parts.push({ kind: 'text', text: plain })
    plain = ''
  }
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (character === '\\' && PUNCTUATION.test(text.charAt(i + 1))) {
      plain += text.charAt(++i)
      continue
    }
    if (character === '\n') {
      flush()
      parts.push({ kind: 'break' })
      continue
    }
    if (character === '`') {
      const end = text.indexOf('`', i + 1)
      if (end > i + 1) {
        flush()
        parts.push({ kind: 'code', text: text.slice(i + 1, end) })
        i = end
        continue
      }
    }
    const closed = /[*_]/.test(character) && depth < MAXIMUM_DEPTH ? closedMark(text, i) : null
    if (closed === null) {
      plain += character
      continue
    }
    flush()
    const inside = text.slice(i + closed.mark.text.length, closed.end)
    parts.push({ kind: closed.mark.kind, children: parseInline(inside, depth + 1) })
    i = closed.end + closed.mark.text.length - 1
  }
  flush()
  return parts
}

const BULLET = /^( *)(?:[-*+]|(\d{1,9})[.)]) +(.*)$/
const HEADING = /^ {0,3}(#{1,6}) +(.*?)(?: +#+)?$/
const RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/
const FENCE = /^ {0,3}(`{3,}|~{3,})/
const DIVIDER = /^ *\|?(?: *:?-+:? *\|)* *:?-+:? *\|? *$/

function splitRow(line: string): string[] {
  const cells = ['']
  const row = line.trim().replace(/^\|/, '')
  for (let i = 0; i < row.length; i++) {
    const character = row.charAt(i)
    if (character === '\\' && i + 1 < row.length)
      cells[cells.length - 1] += character + row.charAt(++i)
    else if (character === '|') cells.push('')
    else cells[cells.length - 1] += character
  }
  if (cells.at(-1)?.trim() === '' && row.endsWith('|')) cells.pop()
  return cells.map((cell) => cell.trim())
}

function isTable(lines: string[], at: number): boolean {
  const divider = lines[at + 1]
  if (!(lines[at] ?? '').includes('|') || divider === undefined || !DIVIDER.test(divider))
    return false
  return divider.includes('-') && splitRow(divider).length === splitRow(lines[at] ?? '').length
}

function alignmentOf(cell: string): Alignment {
  if (!cell.endsWith(':')) return 'left'
  return cell.startsWith(':') ? 'center' : 'right'
}

type Taken = { block: Block; next: number }

function takeTable(lines: string[], at: number): Taken {
  const head = splitRow(lines[at] ?? '').map((cell) => parseInline(cell))
  const alignments = splitRow(lines[at + 1] ?? '').map(alignmentOf)
  const rows: Inline[][][] = []
  let next = at + 2
  for (; next < lines.length && (lines[next] ?? '').includes('|'); next++) {
    const cells = splitRow(lines[next] ?? '')
    rows.push(head.map((_, column) => parseInline(cells[column] ?? '')))
  }
  return { block: { kind: 'table', alignments, head, rows }, next }
}

function takeList(lines: string[], at: number, depth: number): Taken {
  const first = BULLET.exec(lines[at] ?? '')
  const indent = first?.[1]?.length ?? 0
  const entries: ListEntry[] = []
  let next = at
  while (next < lines.length) {
    const match = BULLET.exec(lines[next] ?? '')
    const ordered = match?.[2] !== undefined
    if (
      match === null ||
      (match[1]?.length ?? 0) !== indent ||
      ordered !== (first?.[2] !== undefined)
    )
      break
    const body: string[] = []
    for (next++; next < lines.length && /^ {2,}\S/.test(lines[next] ?? ''); next++) {
      if ((/^ */.exec(lines[next] ?? '')?.[0].length ?? 0) <= indent) break
      body.push((lines[next] ?? '').slice(indent + 2))
    }
    entries.push({ content: parseInline(match[3] ?? ''), nested: parseBlocks(body, depth + 1) })
  }
  const start = Number(first?.[2] ?? 1)
  return { block: { kind: 'list', ordered: first?.[2] !== undefined, first: start, entries }, next }
}

function takeFence(lines: string[], at: number): Taken {
  const fence = FENCE.exec(lines[at] ?? '')?.[1] ?? '```'
  const end = lines.findIndex((line, index) => index > at && line.trim().startsWith(fence))
  const stop = end === -1 ? lines.length : end
  return { block: { kind: 'code', text: lines.slice(at + 1, stop).join('\n') }, next: stop + 1 }
}

function takeQuote(lines: string[], at: number, depth: number): Taken {
  let next = at
  while (next < lines.length && /^ {0,3}>/.test(lines[next] ?? '')) next++
  const inside = lines.slice(at, next).map((line) => line.replace(/^ {0,3}> ?/, ''))
  return { block: { kind: 'quote', blocks: parseBlocks(inside, depth + 1) }, next }
}

function takeParagraph(lines: string[], at: number, depth: number): Taken {
  let next = at + 1
  while (
    next < lines.length &&
    (lines[next] ?? '').trim() !== '' &&
    !opensBlock(lines, next, depth)
  )
    next++
  const text = lines
    .slice(at, next)
    .map((line) => line.trim())
    .join('\n')
  return { block: { kind: 'paragraph', content: parseInline(text) }, next }
}

function opensBlock(lines: string[], at: number, depth: number): boolean {
  const line = lines[at] ?? ''
  if (RULE.test(line) || HEADING.test(line) || FENCE.test(line) || isTable(lines, at)) return true
  return depth < MAXIMUM_DEPTH && (BULLET.test(line) || /^ {0,3}>/.test(line))
}

function takeBlock(lines: string[], at: number, depth: number): Taken {
  const line = lines[at] ?? ''
  if (!opensBlock(lines, at, depth)) return takeParagraph(lines, at, depth)
  if (RULE.test(line)) return { block: { kind: 'rule' }, next: at + 1 }
  const heading = HEADING.exec(line)
  if (heading !== null) {
    const level = heading[1]?.length ?? 1
    return {
      block: { kind: 'heading', level, content: parseInline(heading[2] ?? '') },
      next: at + 1,
    }
  }
  if (FENCE.test(line)) return takeFence(lines, at)
  if (isTable(lines, at)) return takeTable(lines, at)
  return BULLET.test(line) ? takeList(lines, at, depth) : takeQuote(lines, at, depth)
}

function parseBlocks(lines: string[], depth: number): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length;) {
    if ((lines[at] ?? '').trim() === '') {
      at++
      continue
    }
    const taken = takeBlock(lines, at, depth)
    blocks.push(taken.block)
    at = taken.next
  }
  return blocks
}

/** Markdown as a tree of blocks; anything outside the small set is a paragraph of text. */
export function parseMarkdown(markdown: string): Block[] {
  return parseBlocks(markdown.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').split('\n'), 0)
}
