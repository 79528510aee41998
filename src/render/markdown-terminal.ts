import { toned, type Tone } from './ansi.ts'
import { parseMarkdown, type Block, type Inline } from './markdown.ts'
import { textTable } from './table.ts'
import { plainText } from './text.ts'
import { displayWidth, wrapText } from './width.ts'

export type TerminalOptions = { width: number; colour: boolean }

const MARK = { strong: 'strong', emphasis: 'accent', code: 'accent' } as const satisfies Record<
  string,
  Tone
>

function inlineText(parts: Inline[], options: TerminalOptions, tone: Tone = 'plain'): string {
  return parts
    .map((part) => {
      if (part.kind === 'break') return '\n'
      if (part.kind === 'text') return tonedWords(cleaned(part.text), tone, options)
      if (part.kind === 'code') return tonedWords(cleaned(part.text), MARK.code, options)
      return inlineText(part.children, options, MARK[part.kind])
    })
    .join('')
}

/** Spaces at the ends of a run matter between runs, `plainText` would cut them. */
function cleaned(text: string): string {
  const [, before = '', after = ''] = /^(\s*)[^]*?(\s*)$/.exec(text) ?? []
  const middle = plainText(text)
  return middle === '' ? before : `${before === '' ? '' : ' '}${middle}${after === '' ? '' : ' '}`
}

/** Each word carries its own colour codes, so that wrapping never leaves a colour open at a line's end. */
function tonedWords(text: string, tone: Tone, options: TerminalOptions): string {
  return text
    .split(' ')
    .map((word) => toned(word, tone, options.colour))
    .join(' ')
}

function wrapped(
  content: Inline[],
  options: TerminalOptions,
  first = '',
  tone: Tone = 'plain',
): string {
  const indent = ' '.repeat(displayWidth(first))
  const room = Math.max(10, options.width - indent.length)
  const lines = inlineText(content, options, tone)
    .split('\n')
    .flatMap((line) => wrapText(line, room))
  return lines.map((line, index) => (index === 0 ? first : indent) + line).join('\n')
}

function tableText(block: Block & { kind: 'table' }, options: TerminalOptions): string {
  const plain = (content: Inline[]) =>
    inlineText(content, { ...options, colour: false }).replaceAll('\n', ' ')
  const cell = (content: Inline[]) => {
    const only = content.length === 1 ? content[0] : undefined
    const tone: Tone = only?.kind === 'strong' ? 'strong' : 'plain'
    return { text: plain(content), tone }
  }
  const columns = block.head.map((content, index) => ({
    title: plain(content),
    align: block.alignments[index] ?? ('left' as const),
  }))
  return textTable(
    columns,
    block.rows.map((row) => row.map(cell)),
    options,
  )
}

function listText(block: Block & { kind: 'list' }, options: TerminalOptions): string {
  return block.entries
    .map((entry, index) => {
      const mark = block.ordered ? `${block.first + index}. ` : '• '
      const inner = { ...options, width: options.width - mark.length }
      const nested = entry.nested.map((child) => indented(blockText(child, inner), mark.length))
      return [wrapped(entry.content, options, mark), ...nested].join('\n')
    })
    .join('\n')
}

function indented(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(columns) + line))
    .join('\n')
}

function blockText(block: Block, options: TerminalOptions): string {
  switch (block.kind) {
    case 'paragraph':
      return wrapped(block.content, options)
    case 'heading':
      return wrapped(block.content, options, '', 'strong')
    case 'list':
      return listText(block, options)
    case 'table':
      return tableText(block, options)
    case 'code':
      return indented(block.text.split('\n').map(cleaned).join('\n'), 2)
    case 'quote':
      return markBlocks(block.blocks, { ...options, width: options.width - 2 })
    case 'rule':
      return toned('─'.repeat(Math.min(options.width, 40)), 'quiet', options.colour)
  }
}

function markBlocks(blocks: Block[], options: TerminalOptions): string {
  const text = blocks.map((block) => blockText(block, options)).join('\n\n')
  return text
    .split('\n')
    .map((line) => `${toned('│', 'quiet', options.colour)} ${line}`.trimEnd())
    .join('\n')
}

/** Markdown for a terminal `width` columns wide: wrapped text, fitted tables, no control character but our own colours. */
export function markdownToTerminal(markdown: string, options: TerminalOptions): string {
  return parseMarkdown(markdown)
    .map((block) => blockText(block, options))
    .join('\n\n')
}
