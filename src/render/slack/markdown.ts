// The markdown of an answer as Slack may read it: our small set and nothing else, in pieces that a message takes.
import { parseMarkdown } from '../markdown.ts'
import type { Block, Inline } from '../markdown.ts'
import { codeText, markdownText, startOf } from './text.ts'

function inline(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return markdownText(part.text)
      if (part.kind === 'break') return '\n'
      if (part.kind === 'code') return `\`${codeText(part.text)}\``
      const mark = part.kind === 'strong' ? '**' : '_'
      const inside = inline(part.children)
      return inside.trim() === '' ? inside : `${mark}${inside.trim()}${mark}`
    })
    .join('')
}

const indented = (text: string, by: string) =>
  text
    .split('\n')
    .map((line) => by + line)
    .join('\n')

function tableLines(block: Extract<Block, { kind: 'table' }>): { head: string; rows: string[] } {
  const row = (cells: Inline[][]) =>
    `| ${cells.map((cell) => inline(cell).replaceAll('\n', ' ')).join(' | ')} |`
  const rule = block.alignments
    .map((align) => ({ left: ':--', right: '--:', center: ':-:' })[align])
    .join(' | ')
  return { head: `${row(block.head)}\n| ${rule} |`, rows: block.rows.map(row) }
}

function listLines(block: Extract<Block, { kind: 'list' }>): string[] {
  return block.entries.map(({ content, nested }, index) => {
    const mark = block.ordered ? `${block.first + index}. ` : '- '
    const inside = nested.map((each) => `\n${indented(written(each), '   ')}`).join('')
    return `${mark}${inline(content).replaceAll('\n', ' ')}${inside}`
  })
}

const fenced = (text: string) => `\`\`\`\n${text.split('\n').map(plainLine).join('\n')}\n\`\`\``

/** A line of code keeps its spaces in front; what can not be seen goes. */
function plainLine(line: string): string {
  const space = /^ */.exec(line)?.[0] ?? ''
  return space + codeText(line)
}

function written(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inline(block.content)
    case 'heading':
      return `${'#'.repeat(block.level)} ${inline(block.content).replaceAll('\n', ' ')}`
    case 'list':
      return listLines(block).join('\n')
    case 'table': {
      const { head, rows } = tableLines(block)
      return [head, ...rows].join('\n')
    }
    case 'code':
      return fenced(block.text)
    case 'quote':
      return indented(block.blocks.map(written).join('\n\n'), '> ')
    case 'rule':
      return '---'
  }
}

/** The answer in the markdown that we allow: links, images, HTML, mentions and emoji codes in it are only text. */
export function safeMarkdown(text: string): string {
  return parseMarkdown(text).map(written).join('\n\n')
}

export type PieceSize = { text: number; json: number }

const sizeFits = (text: string, size: PieceSize) =>
  text.length <= size.text && JSON.stringify(text).length <= size.json

/** Lines packed into pieces of at most `size`, `head` before each; a longer line is cut into several. */
function packed(lines: readonly string[], head: string, size: PieceSize, join: string): string[] {
  const pieces: string[] = []
  let piece = ''
  const open = (line: string) => (head === '' ? line : `${head}\n${line}`)
  for (const line of lines.flatMap((each) => pieced(each, head, size))) {
    const joined = piece === '' ? open(line) : `${piece}${join}${line}`
    if (piece !== '' && !sizeFits(joined, size)) {
      pieces.push(piece)
      piece = open(line)
    } else piece = joined
  }
  return piece === '' ? pieces : [...pieces, piece]
}

/** One line in pieces that fit beside the head, broken at spaces where it has some. */
function pieced(line: string, head: string, size: PieceSize): string[] {
  const pieces: string[] = []
  let rest = line
  while (rest !== '' && !sizeFits(`${head}\n${rest}`, size)) {
    let piece = rest
    for (let room = size.text - head.length - 1; !sizeFits(`${head}\n${piece}`, size);) {
      room = Math.max(1, Math.min(room, piece.length) - Math.ceil(piece.length / 8))
      piece = startOf(rest, room)
    }
    const space = piece.lastIndexOf(' ')
    const cut = space > piece.length / 2 ? piece.slice(0, space) : piece
    pieces.push(cut)
    rest = rest.slice(cut.length).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}

/** A block as pieces that each stand alone: a table with its head again, code in its fence. */
function blockPieces(block: Block, size: PieceSize): string[] {
  const whole = written(block)
  if (sizeFits(whole, size)) return [whole]
  if (block.kind === 'table') {
    const { head, rows } = tableLines(block)
    return packed(rows, head, size, '\n')
  }
  if (block.kind === 'code') {
    const inside = { text: size.text - 16, json: size.json - 32 }
    return packed(block.text.split('\n').map(plainLine), '', inside, '\n').map(
      (text) => `\`\`\`\n${text}\n\`\`\``,
    )
  }
  return packed(block.kind === 'list' ? listLines(block) : whole.split('\n'), '', size, '\n')
}

const isTable = (piece: string) => /^\|.*\|\n\| [:-]/.test(piece)

/**
 * The answer as `safeMarkdown` writes it, in pieces within `size` characters, broken between blocks where it can be, and
 * with one table each at most, as Slack allows. Nothing is left out.
 */
export function splitMarkdown(text: string, size: PieceSize): string[] {
  const groups: string[][] = [[]]
  let hasTable = false
  for (const piece of parseMarkdown(text).flatMap((block) => blockPieces(block, size))) {
    if (isTable(piece) && hasTable) groups.push([])
    hasTable = isTable(piece) || (hasTable && groups.at(-1)?.length !== 0)
    groups.at(-1)?.push(piece)
  }
  return groups.flatMap((group) => packed(group, '', size, '\n\n'))
}
