// Text that others wrote, made safe for Slack: nothing in it comes alive, and no field grows beyond its limit.
import { escapeMarkdown, plainText } from '../text.ts'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const ISOLATE = '\u2068'
const POP = '\u2069'

/** The text in an isolate of its own when it has right-to-left letters: what stands beside it keeps its order. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${ISOLATE}${text}${POP}` : text
}

/** The longest start of the text within `limit` characters (UTF-16) that ends between two graphemes; at least one sign. */
export function startOf(text: string, limit: number): string {
  if (text.length <= limit) return text
  let end = 0
  // Slack counts UTF-16: the first `limit` units hold every grapheme that can be kept.
  for (const { index, segment } of graphemes.segment(text.slice(0, limit + 64))) {
    if (index + segment.length > limit) break
    end = index + segment.length
  }
  // A single sign of endless accents has no end within the limit: it is cut between code points.
  return end > 0
    ? text.slice(0, end)
    : text.slice(0, Math.max(1, limit)).replace(/[\uD800-\uDBFF]$/, '')
}

function openIsolates(text: string): number {
  return Math.max(0, text.split(ISOLATE).length - text.split(POP).length)
}

/** The text within `limit` characters (UTF-16, as Slack counts), cut between graphemes and ending in '…' where it was cut. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  // An isolate that the cut leaves open is closed behind the ellipsis, and takes its place from the text.
  const open = openIsolates(text.slice(0, limit))
  const kept = startOf(text, limit - 1 - open).trimEnd()
  return `${kept}…${POP.repeat(Math.min(open, openIsolates(kept)))}`
}

/** Text of others on one line, for a field that Slack shows as it stands; a dash where nothing is left of it. */
export function plain(text: string, limit: number): string {
  const shown = plainText(text)
  return shown === '' ? '–' : cutText(isolated(shown), limit)
}

/** A colon that opens an emoji code; a time of day is none. */
const EMOJI_CODE = /:(?=(?:[\p{L}\p{N}_+'-]*[\p{L}+][\p{L}\p{N}_+'-]*|100|1234):)/gu
const EVERYBODY = /@(?=here\b|channel\b|everyone\b|group\b)/gi

/** The point of "evil.com": Slack makes a link of a bare host or a mail address. A decimal point stands between digits. */
const HOST_POINT = /(?<=[\p{L}\p{N}_-])\.(?=[\p{L}][\p{L}\p{N}-]+)/gu

/** What Slack would turn into a picture, a link or a call to everybody becomes a sign that only looks the same. */
function withoutCodes(text: string): string {
  return text
    .replace(EMOJI_CODE, '∶')
    .replace(EVERYBODY, '＠')
    .replace(HOST_POINT, '․')
    .replace(/:(?=\/\/)|(?<=\b(?:mailto|tel)):/gi, '∶')
}

const MARKS: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' }
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** A sign of mrkdwn where it could format; within a word ("MUG_01") it does nothing and stays. */
function withoutMarks(text: string): string {
  return text.replace(
    /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu,
    (mark) => MARKS[mark] ?? mark,
  )
}

/**
 * Text of others for a place that reads mrkdwn: links, mentions, calls to everybody, emoji codes and formatting are shown
 * and do nothing. At most `limit` characters after escaping; no entity is cut in two,
 * and a dash stands for nothing.
 */
export function mrkdwn(text: string, limit = 3_000): string {
  const shown = plainText(text)
  if (shown === '') return '–'
  const dead = withoutMarks(withoutCodes(isolated(shown)))
  const escaped = (part: string) => part.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
  if (escaped(dead).length <= limit) return escaped(dead)
  let room = limit
  let cut = cutText(dead, room)
  while (room > 0 && escaped(cut).length > limit) {
    room -= Math.max(1, Math.floor((escaped(cut).length - limit) / 5))
    cut = cutText(dead, room)
  }
  return escaped(cut)
}

/** A bracket that opens a mention or a link in Slack's own way: no escape of markdown is known to stop it. */
const MENTION = /<(?=[@#!]|\/\/|[a-z][a-z0-9+.-]*[:∶])/gi

/** Text that holds no mention, no link and no image by Slack's marks or by those of markdown, escaped or not. */
function withoutAnchors(text: string): string {
  return withoutCodes(text)
    .replace(MENTION, '‹')
    .replace(/\](?=\()/g, '］')
}

/** Text within a code span or a fence of a markdown block: there is no escape in code. */
export function codeText(text: string): string {
  return withoutAnchors(plainText(text)).replaceAll('`', 'ˋ')
}

/** Text of others within a markdown block: what surrounds it stays, what it says does nothing. */
export function markdownText(text: string): string {
  const edges = /^(\s*)([^]*?)(\s*)$/.exec(text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' '))
  const [, before = '', middle = '', after = ''] = edges ?? []
  const dead = escapeMarkdown(withoutAnchors(middle)).replace(/&(?=#?\w{1,32};)/g, '\\&')
  const gap = (space: string) => (space === '' ? '' : ' ')
  return dead === '' ? gap(before + after) : `${gap(before)}${isolated(dead)}${gap(after)}`
}
