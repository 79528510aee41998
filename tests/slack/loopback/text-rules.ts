// Composition objects of Block Kit: texts, options, confirmations, images, rich text.
import {
  anyUrl,
  boolean,
  byType,
  demand,
  fault,
  finite,
  httpsUrl,
  integer,
  isFields,
  list,
  object,
  oneOf,
  string,
  type Rule,
} from './rules.ts'

export const blockId = string(255)
export const actionId = string(255)

/** A plain text of at most so many characters. */
export const plainText = (max: number): Rule =>
  object({ type: oneOf('plain_text'), text: string(max), 'emoji?': boolean })

const mrkdwnText = (max: number): Rule =>
  object({ type: oneOf('mrkdwn'), text: string(max), 'verbatim?': boolean })

/** A mrkdwn text alone, as a card wants it. */
export const onlyMrkdwn = mrkdwnText

/** Plain text or mrkdwn of at most so many characters. */
export const anyText = (max: number): Rule =>
  byType({ plain_text: plainText(max), mrkdwn: mrkdwnText(max) })

export const confirm = object({
  'title?': plainText(100),
  text: anyText(300),
  'confirm?': plainText(30),
  'deny?': plainText(30),
  'style?': oneOf('primary', 'danger'),
})

/** An option of a menu or of a group of boxes; only an overflow menu may have addresses. */
export const option = (text: Rule, more: Record<string, Rule> = {}): Rule =>
  object({ text, value: string(150), 'description?': plainText(75), ...more })

const slackFile: Rule = (value, at, place) => {
  const shape = object({ 'id?': string(255), 'url?': httpsUrl })(value, at, place)
  if (shape.length > 0) return shape
  const file = value as { id?: string; url?: string }
  if ((file.id === undefined) === (file.url === undefined)) {
    return fault(at, 'must define either `id` or `url`')
  }
  return place.isReadyImage === undefined || place.isReadyImage(file)
    ? []
    : fault(at, 'invalid slack file')
}

const oneSource = demand(
  'must define either `image_url` or `slack_file`',
  (image) => (image['image_url'] === undefined) !== (image['slack_file'] === undefined),
)

/** The fields of an image, in a block or as an element. */
export const imageFields: Record<string, Rule> = {
  type: oneOf('image'),
  alt_text: string(2000),
  'image_url?': httpsUrl,
  'slack_file?': slackFile,
}

export const imageElement = object(imageFields, oneSource)
export const imageBlock = object(
  { ...imageFields, 'block_id?': blockId, 'title?': plainText(2000) },
  oneSource,
)

const style = object({
  'bold?': boolean,
  'italic?': boolean,
  'strike?': boolean,
  'code?': boolean,
  'underline?': boolean,
})
const styled = (type: string, fields: Record<string, Rule>): Rule =>
  object({ type: oneOf(type), 'style?': style, ...fields })

const richText = styled('text', { text: string(12_000) })
const richLink = styled('link', { url: anyUrl, 'text?': string(3000), 'unsafe?': boolean })
const richElement = byType({
  text: richText,
  link: richLink,
  user: styled('user', { user_id: string(20) }),
  channel: styled('channel', { channel_id: string(20) }),
  usergroup: styled('usergroup', { usergroup_id: string(20) }),
  team: styled('team', { team_id: string(20) }),
  broadcast: styled('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  color: styled('color', { value: string(7) }),
  emoji: styled('emoji', { name: string(100), 'unicode?': string(100), 'url?': anyUrl }),
  date: styled('date', {
    timestamp: finite,
    format: string(300),
    'url?': anyUrl,
    'fallback?': string(300),
  }),
})

const section = object({
  type: oneOf('rich_text_section'),
  elements: list(richElement, 1000, 0),
})
const border = oneOf(0, 1)

export const richTextBlock = object({
  type: oneOf('rich_text'),
  'block_id?': blockId,
  elements: list(
    byType({
      rich_text_section: section,
      rich_text_list: object({
        type: oneOf('rich_text_list'),
        style: oneOf('bullet', 'ordered'),
        elements: list(section, 1000),
        'indent?': integer(0, 8),
        'offset?': integer(0, 10_000),
        'border?': border,
      }),
      rich_text_quote: object({
        type: oneOf('rich_text_quote'),
        elements: list(richElement, 1000),
        'border?': border,
      }),
      rich_text_preformatted: object({
        type: oneOf('rich_text_preformatted'),
        elements: list(byType({ text: richText, link: richLink }), 1000),
        'border?': border,
      }),
    }),
    1000,
  ),
})

const rawText = object({ type: oneOf('raw_text'), text: string(10_000) })
const rawNumber = object({ type: oneOf('raw_number'), value: finite, text: string(10_000) })

/** A cell of a table. */
export const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richTextBlock })
/** A cell of the first row of a data table. */
export const headerCell = byType({ raw_text: rawText, raw_number: rawNumber })

/** How many characters of a rich text, a cell or a whole row a person reads. */
export function shownLength(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, one) => sum + shownLength(one), 0)
  if (!isFields(node)) return 0
  const own = typeof node['text'] === 'string' ? node['text'].length : 0
  return own + shownLength(node['elements'])
}

/** Two lists say the same thing to Slack if they are the same JSON. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

function sorted(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(sorted)
  if (!isFields(node)) return node
  return Object.fromEntries(
    Object.keys(node)
      .sort()
      .map((name) => [name, sorted(node[name])]),
  )
}
