// Text that others wrote, made safe to show. The three functions are the only way it reaches a page or a terminal.

/** C0 and C1 controls, bidirectional overrides and marks, zero-width marks, interlinear and tag characters. */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu

/** The text on one line without characters that cannot be seen or that turn the reading direction; lone surrogates become U+FFFD. */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '')
    .trim()
}

/** `plainText` that no markdown reader takes for emphasis, code, a link, an image, a table cell, HTML or a block. */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replace(/[\\`*[\]<>|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/:(?=\/\/)|(?<=\bmailto):/gi, '\\:')
    .replace(/(?<=\bwww)\./gi, '\\.')
    .replace(/^([#+=-])/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The text for an HTML or SVG body or a quoted attribute; line breaks stay, other invisible characters go. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .split('\n')
    .map((line) => line.replace(/\t/g, ' ').replace(INVISIBLE, ''))
    .join('\n')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
