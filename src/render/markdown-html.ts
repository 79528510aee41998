import { parseMarkdown, type Block, type Inline } from './markdown.ts'
import { escapeHtml } from './text.ts'

function inlineHtml(parts: Inline[]): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
          return escapeHtml(part.text)
        case 'code':
          return `<code>${escapeHtml(part.text)}</code>`
        case 'break':
          return '<br>'
        case 'strong':
          return `<strong>${inlineHtml(part.children)}</strong>`
        case 'emphasis':
          return `<em>${inlineHtml(part.children)}</em>`
      }
    })
    .join('')
}

function tableHtml(block: Block & { kind: 'table' }): string {
  const cell = (tag: string, content: Inline[], column: number) =>
    `<${tag} class="${block.alignments[column] ?? 'left'}">${inlineHtml(content)}</${tag}>`
  const head = block.head.map((content, column) => cell('th', content, column)).join('')
  const rows = block.rows.map(
    (row) => `<tr>${row.map((content, column) => cell('td', content, column)).join('')}</tr>`,
  )
  // The wrapper scrolls and so must be reachable by keyboard.
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function listHtml(block: Block & { kind: 'list' }): string {
  const entries = block.entries.map(
    (entry) => `<li>${inlineHtml(entry.content)}${entry.nested.map(blockHtml).join('')}</li>`,
  )
  if (!block.ordered) return `<ul>${entries.join('')}</ul>`
  return `<ol${block.first === 1 ? '' : ` start="${block.first}"`}>${entries.join('')}</ol>`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inlineHtml(block.content)}</p>`
    case 'heading': {
      // The page owns h1 and h2.
      const level = Math.min(6, block.level + 2)
      return `<h${level}>${inlineHtml(block.content)}</h${level}>`
    }
    case 'list':
      return listHtml(block)
    case 'table':
      return tableHtml(block)
    case 'code':
      return `<pre tabindex="0"><code>${escapeHtml(block.text)}</code></pre>`
    case 'quote':
      return `<blockquote>${block.blocks.map(blockHtml).join('')}</blockquote>`
    case 'rule':
      return '<hr>'
  }
}

/** Markdown as HTML that holds no link, image, attribute of the author or script, whatever the text says. */
export function markdownToHtml(markdown: string): string {
  return parseMarkdown(markdown).map(blockHtml).join('')
}
