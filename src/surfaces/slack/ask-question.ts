// What somebody asks, out of what Slack sends: its marks taken off, and no mention of the bot in it.
import type { SlackBody } from './delivery.ts'
import { recordOf, textOf, wordOf } from './fields-of.ts'

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** The bot's own user in the workspace, as Slack names it beside an event; null = Slack does not say. */
function botOf(body: SlackBody): string | null {
  const [first] = Array.isArray(body['authorizations']) ? body['authorizations'] : []
  return wordOf(recordOf(first)['user_id'])
}

/** A link, channel or person in Slack's marks as the words that people saw. */
function wordsOf(inside: string): string {
  const [target = '', label] = inside.split('|', 2)
  if (label !== undefined && label !== '') return /^[@#]/.test(target) ? target[0] + label : label
  if (/^[@!]/.test(target)) return ''
  return target
}

/** The question in a text of Slack's, without the mention of `bot`. */
export function plainQuestion(text: string, bot: string | null): string {
  const withoutBot =
    bot === null ? text : text.replaceAll(new RegExp(`<@${bot}(?:\\|[^>]*)?>`, 'g'), ' ')
  return withoutBot
    .replace(/<([^<>]+)>/g, (_, inside: string) => wordsOf(inside))
    .replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}

export type SaidMessage = {
  question: string
  channelId: string
  /** The thread that it is in, or begins. */
  threadTs: string
  hasFiles: boolean
}

/** A message or a mention as Slack tells of it; null for what nobody said, such as an edit. */
export function saidIn(body: SlackBody): SaidMessage | null {
  const event = recordOf(body['event'])
  const channelId = textOf(event['channel'])
  const ts = textOf(event['ts'])
  const isSaid = event['subtype'] === undefined || event['subtype'] === 'file_share'
  if (!isSaid || event['bot_id'] !== undefined || channelId === '' || ts === '') return null
  return {
    question: plainQuestion(textOf(event['text']), botOf(body)),
    channelId,
    threadTs: textOf(event['thread_ts']) || ts,
    hasFiles: Array.isArray(event['files']) && event['files'].length > 0,
  }
}

const everything = 'What should I reorder this week?'

/** The question that "/reorder" and the words behind it ask. */
export function reorderQuestion(scope: string): string {
  const words = plainQuestion(scope, null)
  if (words === '') return everything
  if (words.endsWith('?')) return words
  const begins = /^(?:from|at|in|for|of|by|with|within|before|until|under|this|next)\b/i.test(words)
  return begins ? `What should I reorder ${words}?` : `What should I reorder of ${words}?`
}
