import type { McpHost } from '#surfaces/mcp/host.ts'

/** Papers and pictures of a host that is about something else: a few bytes that say what they stand for. */
export const smallPapers: Pick<McpHost, 'pdfOf' | 'pictureOf'> = {
  pdfOf: ({ number }) => Promise.resolve(Buffer.from(`%PDF of ${number}`)),
  pictureOf: ({ title }) => Promise.resolve(Buffer.from(`PNG of ${title}`)),
}
