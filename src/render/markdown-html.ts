import { parseMarkdown, type Block, type Inline } from './markdown.ts'
import { escapeHtml } from './text.ts'

/** Gives the address of a handle such as R12-34 or PO-2026-0007, or null: the only links there are. */
export type HandleLink = (handle: string) => string | null

const HANDLE = /\b(R\d{1,9}-\d{1,9}|PO-[0-9A-Z][0-9A-Z-]{0,30}[0-9A-Z])\b/g

function textHtml(text: string, link: HandleLink): string {
  return text
    .split(HANDLE)
    .map((part, index) => {
      const address = index % 2 === 1 ? link(part) : null
      const shown = escapeHtml(part)
      return address === null ? shown : `<a href="${escapeHtml(address)}">${shown}</a>`
    })
    .join('')
}

function inlineHtml(parts: Inline[], link: HandleLink): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return textHtml(part.text, link)
        case 'code':
          return `<code>${escapeHtml(part.text)}</code>`
        case 'break':
          return '<br>'
        case 'strong':
          return `<strong>${inlineHtml(part.children, link)}</strong>`
        case 'emphasis':
          return `<em>${inlineHtml(part.children, link)}</em>`
      }
    })
    .join('')
}

/** Cells of at most this many characters (a date, an amount) are not broken into lines. */
const SHORT_CELL = 14

function tableHtml(block: Block & { kind: 'table' }, link: HandleLink): string {
  const cell = (tag: string, content: Inline[], column: number) => {
    const inner = inlineHtml(content, link)
    const isShort = inner.replace(/<[^>]*>/g, '').length <= SHORT_CELL
    return `<${tag} class="${block.alignments[column] ?? 'left'}${isShort ? ' short' : ''}">${inner}</${tag}>`
  }
  const head = block.head.map((content, column) => cell('th', content, column)).join('')
  const rows = block.rows.map(
    (row) => `<tr>${row.map((content, column) => cell('td', content, column)).join('')}</tr>`,
  )
  // The wrapper scrolls and so must be reachable by keyboard.
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function listHtml(block: Block & { kind: 'list' }, link: HandleLink): string {
  const entries = block.entries.map(
    (entry) => `<li>${inlineHtml(entry.content, link)}${blocksHtml(entry.nested, link)}</li>`,
  )
  if (!block.ordered) return `<ul>${entries.join('')}</ul>`
  return `<ol${block.first === 1 ? '' : ` start="${block.first}"`}>${entries.join('')}</ol>`
}

function blockHtml(block: Block, link: HandleLink): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inlineHtml(block.content, link)}</p>`
    case 'heading': {
      // The page owns h1 and h2.
      const level = Math.min(6, block.level + 2)
      return `<h${level}>${inlineHtml(block.content, link)}</h${level}>`
    }
    case 'list':
      return listHtml(block, link)
    case 'table':
      return tableHtml(block, link)
    case 'code':
      return `<pre tabindex="0"><code>${escapeHtml(block.text)}</code></pre>`
    case 'quote':
      return `<blockquote>${blocksHtml(block.blocks, link)}</blockquote>`
    case 'rule':
      return '<hr>'
  }
}

function blocksHtml(blocks: Block[], link: HandleLink): string {
  return blocks.map((block) => blockHtml(block, link)).join('')
}

/**
 * Markdown as HTML that holds no image, attribute of the author or script, whatever the text says, and no link but
 * those that `link` gives to handles.
 */
export function markdownToHtml(markdown: string, link: HandleLink = () => null): string {
  return blocksHtml(parseMarkdown(markdown), link)
}
