import type { Icon } from '@modelcontextprotocol/server'

// The mark of the console, small: every reply of the 2026-07-28 revision carries it in its server's name.
const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#0f766e" d="M12 1 2 6v12l10 5 10-5V6z"/><path fill="none" stroke="#fff" stroke-width="2.4" d="m7.5 11.8 3.2 3.2 6-6.4"/></svg>'

/** The server's picture, in itself: a client fetches nothing. The tools have none, because fourteen would cost a client as many tokens as half their schemas. */
export const serverIcon: Icon = {
  src: `data:image/svg+xml;base64,${Buffer.from(mark).toString('base64')}`,
  mimeType: 'image/svg+xml',
  sizes: ['any'],
}
