// What Slack would make of a text: links, mentions and broadcasts.
import type { Block, Fields, Links } from './types.ts'

const noLinks = (): Links => ({ links: [], users: [], channels: [], broadcasts: [] })

// Slack links bare names of hosts as well; these endings are enough to catch a careless text.
const bareHost =
  /(?<![\w@./-])(?:[\w-]+\.)+(?:com|net|org|info|biz|io|co|dev|app|ai|shop|store|xyz|ru|cn|de|uk|fr|eu|us|me|example|test)\b(?:\/[^\s<>|)]*)?/gi
const bareAddress = /\b(?:https?|ftp):\/\/[^\s<>|)\]]+/gi
const bareMail = /[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}/gi

function bracket(inner: string, found: Links): void {
  const [target = '', label = null] = splitOnce(inner, '|')
  const user = /^@([UW][A-Z0-9_]+)$/.exec(target)
  const channel = /^#([CGD][A-Z0-9_]+)$/.exec(target)
  const broadcast = /^!(here|channel|everyone)$/.exec(target)
  const group = /^!subteam\^(\w+)$/.exec(target)
  const date = /^!date\^\d+\^[^^]*\^(.+)$/.exec(target)
  if (user !== null) found.users.push(user[1]!)
  else if (channel !== null) found.channels.push(channel[1]!)
  else if (broadcast !== null) found.broadcasts.push(broadcast[1]!)
  else if (group !== null) found.broadcasts.push(group[1]!)
  else if (date !== null) found.links.push({ url: date[1]!, label })
  else if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) found.links.push({ url: target, label })
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function bare(text: string, found: Links): void {
  let rest = text
  for (const pattern of [bareAddress, bareMail, bareHost]) {
    rest = rest.replace(pattern, (url) => {
      found.links.push({ url, label: null })
      return ' '
    })
  }
}

/**
 * The links, mentions and broadcasts that a mrkdwn text produces in Slack. Escaped brackets (`&lt;`) produce none.
 * With `isVerbatim` Slack does not look for bare addresses.
 */
export function linksIn(text: string, isVerbatim = false): Links {
  const found = noLinks()
  const rest = text.replace(/<([^<>]*)>/g, (_, inner: string) => {
    bracket(inner, found)
    return ' '
  })
  if (!isVerbatim) bare(rest, found)
  return found
}

/** The same for standard markdown: of a markdown block or a streamed text. */
export function linksInMarkdown(text: string): Links {
  const found = noLinks()
  const rest = text.replace(
    /!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g,
    (_, label: string, url: string) => {
      found.links.push({ url, label })
      return ' '
    },
  )
  return joined([found, linksIn(rest)])
}

function joined(all: Links[]): Links {
  return {
    links: all.flatMap((one) => one.links),
    users: all.flatMap((one) => one.users),
    channels: all.flatMap((one) => one.channels),
    broadcasts: all.flatMap((one) => one.broadcasts),
  }
}

function ofNode(node: unknown): Links[] {
  if (Array.isArray(node)) return node.flatMap(ofNode)
  if (typeof node !== 'object' || node === null) return []
  const fields = node as Fields
  const one = noLinks()
  const label = typeof fields['text'] === 'string' ? fields['text'] : null
  switch (fields['type']) {
    case 'mrkdwn':
      return [linksIn(String(fields['text']), fields['verbatim'] === true)]
    case 'markdown':
      return [linksInMarkdown(String(fields['text']))]
    case 'plain_text':
    case 'raw_text':
    case 'raw_number':
      return []
    case 'link':
    case 'url':
      return [{ ...one, links: [{ url: String(fields['url']), label }] }]
    case 'user':
      return [{ ...one, users: [String(fields['user_id'])] }]
    case 'channel':
      return [{ ...one, channels: [String(fields['channel_id'])] }]
    case 'broadcast':
      return [{ ...one, broadcasts: [String(fields['range'])] }]
    case 'usergroup':
      return [{ ...one, broadcasts: [String(fields['usergroup_id'])] }]
    default:
      return [
        ...(typeof fields['url'] === 'string'
          ? [{ ...one, links: [{ url: fields['url'], label }] }]
          : []),
        ...Object.values(fields).flatMap(ofNode),
      ]
  }
}

/** Everything of a message that Slack makes clickable or notifies: its text, its blocks, what was streamed. */
export function linksOfMessage(message: {
  text: string
  markdown: string
  blocks: Block[]
  tasks: {
    title: string
    details: string
    output: string
    sources: { url: string; text: string }[]
  }[]
}): Links {
  return joined([
    linksIn(message.text),
    linksInMarkdown(message.markdown),
    ...ofNode(message.blocks),
    ...message.tasks.flatMap((task) => [
      linksInMarkdown(task.details),
      linksInMarkdown(task.output),
      {
        ...noLinks(),
        links: task.sources.map((source) => ({ url: source.url, label: source.text })),
      },
    ]),
  ])
}
