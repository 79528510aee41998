// The blocks and views that we send to Slack, and no others: what has no type here is not sent.

/** Text that Slack shows as it stands: no formatting, no link, no mention, no emoji code. */
export type PlainText = { type: 'plain_text'; text: string; emoji: false }

export type Button = {
  type: 'button'
  action_id: string
  text: PlainText
  value?: string
  url?: string
  style?: 'primary' | 'danger'
  accessibility_label?: string
}

export type RichRun =
  | { type: 'text'; text: string; style?: { bold?: true; italic?: true } }
  /** Only to our own pages: no address of others becomes one. */
  | { type: 'link'; url: string; text: string }

export type RichPart =
  | { type: 'rich_text_section'; elements: RichRun[] }
  | { type: 'rich_text_list'; style: 'bullet' | 'ordered'; elements: RichSection[] }
  | { type: 'rich_text_quote'; elements: RichRun[] }
  | { type: 'rich_text_preformatted'; elements: RichRun[] }

export type RichSection = { type: 'rich_text_section'; elements: RichRun[] }

export type HeaderBlock = { type: 'header'; text: PlainText }
export type SectionBlock = {
  type: 'section'
  block_id?: string
  text: PlainText
  accessory?: Button
}
export type ContextBlock = { type: 'context'; elements: PlainText[] }
export type DividerBlock = { type: 'divider' }
export type ActionsBlock = { type: 'actions'; elements: Button[] }
export type RichTextBlock = { type: 'rich_text'; elements: RichPart[] }
export type MarkdownBlock = { type: 'markdown'; text: string }
export type ImageBlock = { type: 'image'; slack_file: { id: string }; alt_text: string }

export type TableCell = { type: 'raw_text'; text: string }
export type TableBlock = {
  type: 'table'
  column_settings: { align: 'left' | 'right'; is_wrapped: boolean }[]
  rows: TableCell[][]
}

export type FeedbackButton = { text: PlainText; value: string; accessibility_label: string }
export type ContextActionsBlock = {
  type: 'context_actions'
  elements: {
    type: 'feedback_buttons'
    action_id: string
    positive_button: FeedbackButton
    negative_button: FeedbackButton
  }[]
}

export type NumberInput = {
  type: 'number_input'
  action_id: string
  is_decimal_allowed: false
  initial_value: string
  min_value: string
  max_value: string
  dispatch_action_config: { trigger_actions_on: ['on_character_entered'] }
}
export type TextInput = {
  type: 'plain_text_input'
  action_id: string
  multiline: boolean
  min_length?: number
  max_length: number
  initial_value?: string
  placeholder?: PlainText
}
export type TimePicker = { type: 'timepicker'; action_id: string; initial_time?: string }
export type Checkboxes = {
  type: 'checkboxes'
  action_id: string
  options: { text: PlainText; value: string }[]
  initial_options?: { text: PlainText; value: string }[]
}
export type InputBlock = {
  type: 'input'
  block_id: string
  label: PlainText
  hint?: PlainText
  optional?: boolean
  dispatch_action?: boolean
  element: NumberInput | TextInput | TimePicker | Checkboxes
}

type SharedBlock =
  | HeaderBlock
  | SectionBlock
  | ContextBlock
  | DividerBlock
  | ActionsBlock
  | RichTextBlock
  | ImageBlock

/** What may stand in a message; tables, markdown and feedback are for messages only. */
export type MessageBlock = SharedBlock | MarkdownBlock | TableBlock | ContextActionsBlock

/** What may stand in a modal or on the home tab. */
export type ViewBlock = SharedBlock | InputBlock

export type ModalView = {
  type: 'modal'
  callback_id: string
  title: PlainText
  close: PlainText
  submit?: PlainText
  private_metadata: string
  blocks: ViewBlock[]
}

export type HomeView = { type: 'home'; callback_id: string; blocks: ViewBlock[] }

/**
 * A message ready to be posted. `text` is what notifications and screen readers say, with Slack's signs escaped; `left`
 * names what did not fit, as the message itself says.
 */
export type SlackMessage = { blocks: MessageBlock[]; text: string; left: string[] }
