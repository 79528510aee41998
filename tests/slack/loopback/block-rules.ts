// What Slack accepts as blocks and views. Where sources differ, the stricter one stands: what passes here passes there.
// Sources: installed @slack/types 3.2, docs.slack.dev/reference/block-kit, and what apps report of the live API.
import {
  boxes,
  button,
  charts,
  dateTimePicker,
  feedbackButtons,
  iconButton,
  multiSelects,
  overflow,
  pickers,
  selects,
  textInputs,
} from './element-rules.ts'
import {
  all,
  anyUrl,
  boolean,
  byType,
  demand,
  fault,
  integer,
  isFields,
  list,
  object,
  oneOf,
  only,
  string,
  type BlockFault,
  type Place,
  type Rule,
  type Surface,
} from './rules.ts'
import {
  anyText,
  blockId,
  cell,
  headerCell,
  imageBlock,
  imageElement,
  onlyMrkdwn,
  plainText,
  richTextBlock,
} from './text-rules.ts'
import { faultsOfWhole } from './whole-rules.ts'

const inMessages: Surface[] = ['message', 'stream']
const named = { 'block_id?': blockId }

const section = object(
  {
    type: oneOf('section'),
    ...named,
    'text?': anyText(3000),
    'fields?': list(anyText(2000), 10),
    'accessory?': byType({
      button,
      image: imageElement,
      overflow,
      ...selects,
      ...multiSelects,
      ...boxes,
      ...pickers,
    }),
    'expand?': boolean,
  },
  demand(
    'must define either `text` or `fields`',
    (block) => block['text'] !== undefined || block['fields'] !== undefined,
  ),
)

const actions = object({
  type: oneOf('actions'),
  ...named,
  elements: list(
    byType({
      button,
      overflow,
      ...selects,
      ...boxes,
      ...pickers,
      datetimepicker: dateTimePicker,
      rich_text_input: textInputs['rich_text_input']!,
    }),
    25,
  ),
})

const input = object({
  type: oneOf('input'),
  ...named,
  label: plainText(2000),
  'hint?': plainText(2000),
  'optional?': boolean,
  'dispatch_action?': boolean,
  element: byType({
    ...selects,
    ...multiSelects,
    ...boxes,
    ...pickers,
    ...textInputs,
    datetimepicker: dateTimePicker,
  }),
})

const context = object({
  type: oneOf('context'),
  ...named,
  elements: list(
    byType({ image: imageElement, plain_text: plainText(3000), mrkdwn: onlyMrkdwn(3000) }),
    10,
  ),
})

const card = object(
  {
    type: oneOf('card'),
    ...named,
    'hero_image?': imageElement,
    'icon?': imageElement,
    'title?': onlyMrkdwn(150),
    'subtitle?': onlyMrkdwn(150),
    'body?': onlyMrkdwn(200),
    'actions?': list(button, 3),
  },
  demand('at least one of hero_image, title, actions, or body is required', (block) =>
    ['hero_image', 'title', 'actions', 'body'].some((name) => block[name] !== undefined),
  ),
)

const table = object({
  type: oneOf('table'),
  ...named,
  rows: list(list(cell, 20), 100),
  'column_settings?': list(
    (value, at, place) =>
      value === null
        ? []
        : object({ 'align?': oneOf('left', 'center', 'right'), 'is_wrapped?': boolean })(
            value,
            at,
            place,
          ),
    20,
  ),
})

const sameWidth = demand(
  'all rows must have the same number of cells',
  (block) => new Set((block['rows'] as unknown[][]).map((row) => row.length)).size === 1,
)
const headerRow: Rule = (block, at, place) =>
  list(headerCell, 20)((block as { rows: unknown[] }).rows[0], `${at}/rows/0`, place)
const headerColumn = demand('row_header_column_index must be a column', (block) => {
  const index = (block['row_header_column_index'] as number | undefined) ?? 0
  return index < ((block['rows'] as unknown[][])[0]?.length ?? 0)
})
const dataTable = object(
  {
    type: oneOf('data_table'),
    ...named,
    caption: string(2000),
    rows: list(list(cell, 20), 101, 2),
    'page_size?': integer(1, 100),
    'row_header_column_index?': integer(0, 19),
  },
  all(sameWidth, headerRow, headerColumn),
)

const taskCard = object({
  type: oneOf('task_card'),
  ...named,
  task_id: string(255),
  title: string(256),
  status: oneOf('pending', 'in_progress', 'complete', 'error'),
  'details?': richTextBlock,
  'output?': richTextBlock,
  'sources?': list(object({ type: oneOf('url'), url: anyUrl, text: string(300) }), 50),
})

const common: Record<string, Rule> = {
  section,
  actions,
  context,
  divider: object({ type: oneOf('divider'), ...named }),
  header: object({ type: oneOf('header'), ...named, text: plainText(150) }),
  image: imageBlock,
  rich_text: richTextBlock,
}

const container = object(
  {
    type: oneOf('container'),
    ...named,
    'title?': plainText(150),
    'rich_text_title?': richTextBlock,
    'subtitle?': anyText(150),
    child_blocks: list(byType({ ...common, input, table }), 10),
    'width?': oneOf('narrow', 'standard', 'wide', 'full'),
    'icon?': imageElement,
    'is_collapsible?': boolean,
    'default_collapsed?': boolean,
    'has_header_divider?': boolean,
  },
  all(
    demand(
      'one of `title` or `rich_text_title` is required',
      (block) => block['title'] !== undefined || block['rich_text_title'] !== undefined,
    ),
    demand(
      '`default_collapsed` requires `is_collapsible`',
      (block) => block['default_collapsed'] !== true || block['is_collapsible'] === true,
    ),
    demand(
      '`has_header_divider` goes only without `is_collapsible`',
      (block) => block['has_header_divider'] !== true || block['is_collapsible'] !== true,
    ),
  ),
)

const anyBlock = byType({
  ...common,
  input: only(['message', 'modal', 'home'], input),
  // Slack's own SDKs say of alerts: in modals only.
  alert: only(
    ['modal'],
    object({
      type: oneOf('alert'),
      ...named,
      text: anyText(200),
      'level?': oneOf('default', 'info', 'warning', 'error', 'success'),
    }),
  ),
  markdown: only(inMessages, object({ type: oneOf('markdown'), text: string(12_000) })),
  card: only(inMessages, card),
  carousel: only(
    inMessages,
    object({ type: oneOf('carousel'), ...named, elements: list(card, 10) }),
  ),
  container: only(['message'], container),
  context_actions: only(
    inMessages,
    object({
      type: oneOf('context_actions'),
      ...named,
      elements: list(byType({ feedback_buttons: feedbackButtons, icon_button: iconButton }), 5),
    }),
  ),
  table: only(inMessages, table),
  data_table: only(inMessages, dataTable),
  data_visualization: only(
    inMessages,
    object({
      type: oneOf('data_visualization'),
      ...named,
      title: string(50),
      chart: byType(charts),
    }),
  ),
  task_card: only(inMessages, taskCard),
  plan: only(
    inMessages,
    object({
      type: oneOf('plan'),
      ...named,
      title: string(256),
      'tasks?': list(byType({ task_card: taskCard }), 50, 0),
    }),
  ),
})

/** Everything that Slack would refuse of these blocks on that surface; empty = it takes them. */
export function faultsOfBlocks(
  blocks: unknown,
  surface: Surface,
  isReadyImage?: Place['isReadyImage'],
): BlockFault[] {
  const place: Place = isReadyImage === undefined ? { surface } : { surface, isReadyImage }
  const most = surface === 'modal' || surface === 'home' ? 100 : 50
  const least = surface === 'modal' ? 1 : 0
  const faults = list(anyBlock, most, least)(blocks, '/blocks', place)
  return Array.isArray(blocks)
    ? [...faults, ...faultsOfWhole(blocks as unknown[], surface)]
    : faults
}

const viewFields: Record<string, Rule> = {
  blocks: () => [],
  'private_metadata?': string(3000, 0),
  'callback_id?': string(255, 0),
  'external_id?': string(255, 0),
}
const viewRule = byType({
  home: object({ type: oneOf('home'), ...viewFields }),
  modal: object({
    type: oneOf('modal'),
    ...viewFields,
    title: plainText(24),
    'submit?': plainText(24),
    'close?': plainText(24),
    'clear_on_close?': boolean,
    'notify_on_close?': boolean,
  }),
})

function hasInput(blocks: unknown): boolean {
  return (
    Array.isArray(blocks) && blocks.some((block) => isFields(block) && block['type'] === 'input')
  )
}

/** Everything that Slack would refuse of a view: its fields, its blocks, and what only the whole shows. */
export function faultsOfView(view: unknown, isReadyImage?: Place['isReadyImage']): BlockFault[] {
  if (!isFields(view)) return fault('/view', 'must be an object')
  const surface = view['type'] === 'home' ? 'home' : 'modal'
  const faults = [
    ...viewRule(view, '/view', { surface }),
    ...faultsOfBlocks(view['blocks'], surface, isReadyImage).map((one) => ({
      ...one,
      at: `/view${one.at}`,
    })),
  ]
  if (surface === 'modal' && hasInput(view['blocks']) && view['submit'] === undefined) {
    faults.push(...fault('/view', 'submit is required when an input block is in the view'))
  }
  if (JSON.stringify(view).length > 250_000) {
    faults.push(...fault('/view', 'the view is larger than 250 kB', 'view_too_large'))
  }
  return faults
}

/** The fault in the sentence that Slack writes. */
export function sentence(one: BlockFault): string {
  return `${one.says} [json-pointer:${one.at}]`
}
