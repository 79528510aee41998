// Blocks that hold what Slack allows, by the way they are made: every text is cut to the limit of its field.
import { QuartermasterError } from '#root/errors.ts'
import { actionId } from './action-names.ts'
import type { ActionName } from './action-names.ts'
import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  PlainText,
  RichPart,
  RichRun,
  RichSection,
  RichTextBlock,
  SectionBlock,
  TableBlock,
} from './blocks.ts'
import { cutText } from './text.ts'

/** The limits of Slack's fields, characters, and of its lists, entries. */
export const LIMITS = {
  header: 150,
  section: 3_000,
  context: 2_000,
  contextElements: 10,
  button: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  actions: 25,
  richText: 3_000,
  tableRows: 100,
  tableColumns: 20,
  tableCell: 1_000,
  label: 2_000,
  hint: 2_000,
  title: 24,
  metadata: 3_000,
  markdown: 12_000,
} as const

/** Text that Slack shows as it stands; Slack takes no empty one. */
export function plainObject(text: string, limit: number): PlainText {
  return { type: 'plain_text', text: cutText(text === '' ? '–' : text, limit), emoji: false }
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainObject(text, LIMITS.header) }
}

export function section(text: string, accessory?: Button): SectionBlock {
  const block: SectionBlock = { type: 'section', text: plainObject(text, LIMITS.section) }
  return accessory === undefined ? block : { ...block, accessory }
}

/** Small grey lines, at most ten. */
export function context(...texts: string[]): ContextBlock {
  const elements = texts
    .slice(0, LIMITS.contextElements)
    .map((text) => plainObject(text, LIMITS.context))
  return { type: 'context', elements }
}

export type ButtonOptions = {
  value?: string
  url?: string
  style?: 'primary' | 'danger'
  /** Which of several with this name in one block. */
  number?: number
  /** What a screen reader says instead of the label. */
  spoken?: string
}

/** A button. Throws 'invalid' for a value or address that Slack would refuse: cut, they would mean something else. */
export function button(name: ActionName, label: string, options: ButtonOptions): Button {
  const { value, url, style, number, spoken } = options
  if ((value?.length ?? 0) > LIMITS.buttonValue || (url?.length ?? 0) > LIMITS.buttonUrl) {
    throw new QuartermasterError(
      'invalid',
      `The button "${label.slice(0, 40)}" carries more than Slack takes.`,
      'Put a handle on it and keep the rest in the store.',
    )
  }
  return {
    type: 'button',
    action_id: actionId(name, number),
    text: plainObject(label, LIMITS.button),
    ...(value !== undefined && { value }),
    ...(url !== undefined && { url }),
    ...(style !== undefined && { style }),
    ...(spoken !== undefined && { accessibility_label: cutText(spoken, LIMITS.button) }),
  }
}

/** Buttons in rows of at most 25; no block for none. */
export function actions(buttons: readonly Button[]): ActionsBlock[] {
  const rows: ActionsBlock[] = []
  for (let at = 0; at < buttons.length; at += LIMITS.actions) {
    rows.push({ type: 'actions', elements: buttons.slice(at, at + LIMITS.actions) })
  }
  return rows
}

/** A run of rich text: as it stands, bold, or a link to one of our own pages. */
export type Run = string | { bold: string } | { url: string; label: string }

function richRun(run: Run): RichRun {
  if (typeof run === 'string') return { type: 'text', text: cutText(run, LIMITS.richText) }
  if ('url' in run) return { type: 'link', url: run.url, text: cutText(run.label, LIMITS.button) }
  return { type: 'text', text: cutText(run.bold, LIMITS.richText), style: { bold: true } }
}

function richRuns(runs: readonly Run[]): RichRun[] {
  return runs.map(richRun).filter(({ text }) => text !== '')
}

export function richSection(...runs: Run[]): RichSection {
  return { type: 'rich_text_section', elements: richRuns(runs) }
}

export function richText(...parts: RichPart[]): RichTextBlock {
  return { type: 'rich_text', elements: parts }
}

/** A title over what follows it, as Slack's own editor writes one: a list or a quote begins after its line break. */
const titled = (title: string) => richSection({ bold: title }, '\n')

/** A title over points, one run or several each. */
export function richList(title: string, points: readonly (readonly Run[])[]): RichTextBlock {
  return richText(titled(title), {
    type: 'rich_text_list',
    style: 'bullet',
    elements: points.map((runs) => richSection(...runs)),
  })
}

/** Names and what they are, one under another. */
export function facts(rows: readonly { title: string; value: string }[]): RichTextBlock {
  const runs = rows.flatMap(({ title, value }, index): Run[] => [
    { bold: `${index === 0 ? '' : '\n'}${title}: ` },
    value,
  ])
  return richText(richSection(...runs))
}

/** Lines in letters of one width, for figures that stand under one another. */
export function preformatted(text: string): RichTextBlock {
  return richText({ type: 'rich_text_preformatted', elements: richRuns([text]) })
}

/** Words of others, marked as theirs. */
export function quote(title: string, text: string): RichTextBlock {
  return richText(titled(title), {
    type: 'rich_text_quote',
    elements: richRuns([text]),
  })
}

export type Column = { title: string; align: 'left' | 'right'; wrapped?: boolean }

/** A table with its heads; a message holds one. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): TableBlock {
  const cell = (text: string) => ({
    type: 'raw_text' as const,
    text: cutText(text === '' ? '–' : text, LIMITS.tableCell),
  })
  return {
    type: 'table',
    column_settings: columns.map(({ align, wrapped = false }) => ({ align, is_wrapped: wrapped })),
    rows: [
      columns.map(({ title }) => cell(title)),
      ...rows.slice(0, LIMITS.tableRows - 1).map((row) => row.map(cell)),
    ],
  }
}
