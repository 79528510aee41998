// Elements of blocks: buttons, menus, pickers, inputs.
import {
  all,
  anyUrl,
  boolean,
  demand,
  fault,
  finite,
  integer,
  isFields,
  list,
  object,
  oneOf,
  only,
  shaped,
  string,
  type Rule,
} from './rules.ts'
import {
  actionId,
  anyText,
  confirm,
  isSame,
  option,
  plainText,
  richTextBlock,
} from './text-rules.ts'

type Fields = Record<string, unknown>

const date = shaped(10, /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be YYYY-MM-DD')
const time = shaped(5, /^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm')
const decimal = shaped(30, /^-?\d+(\.\d+)?$/, 'must be a number, as text')
const whole = integer(1_000_000_000, 9_999_999_999)

const focusable = { 'action_id?': actionId, 'focus_on_load?': boolean }
const fillable = { ...focusable, 'placeholder?': plainText(150) }
const dispatching = {
  ...fillable,
  'dispatch_action_config?': object({
    'trigger_actions_on?': list(oneOf('on_enter_pressed', 'on_character_entered'), 2),
  }),
}

export const button = object({
  type: oneOf('button'),
  text: plainText(75),
  'action_id?': actionId,
  'value?': string(2000),
  'url?': anyUrl,
  'style?': oneOf('primary', 'danger'),
  'confirm?': confirm,
  'accessibility_label?': string(75),
})

/** The options of a menu, in groups or not. */
export function optionsOf(element: Fields): unknown[] {
  const groups = (element['option_groups'] as Fields[] | undefined) ?? []
  return [
    ...((element['options'] as unknown[] | undefined) ?? []),
    ...groups.flatMap((group) => (group['options'] as unknown[] | undefined) ?? []),
  ]
}

const distinctValues = demand('options must have different values', (element) => {
  const values = optionsOf(element).map((one) => (isFields(one) ? one['value'] : one))
  return new Set(values).size === values.length
})
const initialIsOption = demand('initial_option must be one of the options', (element) => {
  const chosen = element['initial_option']
  return chosen === undefined || optionsOf(element).some((one) => isSame(one, chosen))
})
const initialsAreOptions = demand('initial_options must be among the options', (element) => {
  const chosen = (element['initial_options'] as unknown[] | undefined) ?? []
  return chosen.every((one) => optionsOf(element).some((known) => isSame(known, one)))
})
const oneSource = demand(
  'must define either `options` or `option_groups`',
  (element) => (element['options'] === undefined) !== (element['option_groups'] === undefined),
)

const plainOption = option(plainText(75))
const boxOption = option(anyText(75))
const menu = {
  'options?': list(plainOption, 100),
  'option_groups?': list(object({ label: plainText(75), options: list(plainOption, 100) }), 100),
}
const choosable = { ...fillable, 'confirm?': confirm }
const many = { 'max_selected_items?': integer(1, 10_000) }
const id = string(30)
const filter = object(
  {
    'include?': list(oneOf('im', 'mpim', 'private', 'public'), 4),
    'exclude_external_shared_channels?': boolean,
    'exclude_bot_users?': boolean,
  },
  demand('must define a filter', (one) => Object.keys(one).length > 0),
)
const conversations = { 'default_to_current_conversation?': boolean, 'filter?': filter }

const pick = (type: string, fields: Record<string, Rule>, extra?: Rule): Rule =>
  object({ type: oneOf(type), ...choosable, ...fields }, extra)

export const selects: Record<string, Rule> = {
  static_select: pick(
    'static_select',
    { ...menu, 'initial_option?': plainOption },
    all(oneSource, distinctValues, initialIsOption),
  ),
  external_select: pick('external_select', {
    'initial_option?': plainOption,
    'min_query_length?': integer(0, 100),
  }),
  users_select: pick('users_select', { 'initial_user?': id }),
  conversations_select: pick('conversations_select', {
    'initial_conversation?': id,
    ...conversations,
    'response_url_enabled?': boolean,
  }),
  channels_select: pick('channels_select', {
    'initial_channel?': id,
    'response_url_enabled?': boolean,
  }),
}

export const multiSelects: Record<string, Rule> = {
  multi_static_select: pick(
    'multi_static_select',
    { ...menu, ...many, 'initial_options?': list(plainOption, 100) },
    all(oneSource, distinctValues, initialsAreOptions),
  ),
  multi_external_select: pick('multi_external_select', {
    ...many,
    'initial_options?': list(plainOption, 100),
    'min_query_length?': integer(0, 100),
  }),
  multi_users_select: pick('multi_users_select', { ...many, 'initial_users?': list(id, 1000) }),
  multi_conversations_select: pick('multi_conversations_select', {
    ...many,
    ...conversations,
    'initial_conversations?': list(id, 1000),
  }),
  multi_channels_select: pick('multi_channels_select', {
    ...many,
    'initial_channels?': list(id, 1000),
  }),
}

export const boxes: Record<string, Rule> = {
  checkboxes: object(
    {
      type: oneOf('checkboxes'),
      ...focusable,
      options: list(boxOption, 10),
      'initial_options?': list(boxOption, 10),
      'confirm?': confirm,
    },
    all(distinctValues, initialsAreOptions),
  ),
  radio_buttons: object(
    {
      type: oneOf('radio_buttons'),
      ...focusable,
      options: list(boxOption, 10),
      'initial_option?': boxOption,
      'confirm?': confirm,
    },
    all(distinctValues, initialIsOption),
  ),
}

export const overflow = object(
  {
    type: oneOf('overflow'),
    'action_id?': actionId,
    options: list(option(plainText(75), { 'url?': anyUrl }), 5),
    'confirm?': confirm,
  },
  distinctValues,
)

export const pickers: Record<string, Rule> = {
  datepicker: pick('datepicker', { 'initial_date?': date }),
  timepicker: pick('timepicker', { 'initial_time?': time, 'timezone?': string(64) }),
}

export const dateTimePicker = only(
  ['message', 'stream', 'modal'],
  object({
    type: oneOf('datetimepicker'),
    ...focusable,
    'initial_date_time?': whole,
    'confirm?': confirm,
  }),
)

const isWithin = demand('initial_value must lie within min_value and max_value', (element) => {
  const of = (name: string) => (element[name] === undefined ? undefined : Number(element[name]))
  const [value, min, max] = [of('initial_value'), of('min_value'), of('max_value')]
  if (min !== undefined && max !== undefined && min > max) return false
  return value === undefined || (value >= (min ?? -Infinity) && value <= (max ?? Infinity))
})
const isWhole = demand(
  'must be whole numbers where no decimals are allowed',
  (element) =>
    element['is_decimal_allowed'] === true ||
    ['initial_value', 'min_value', 'max_value'].every((name) =>
      /^-?\d+$/.test(String(element[name] ?? '0')),
    ),
)
const fitsLength = demand('initial_value and lengths contradict one another', (element) => {
  const min = (element['min_length'] as number | undefined) ?? 0
  const max = (element['max_length'] as number | undefined) ?? 3000
  const length = ((element['initial_value'] as string | undefined) ?? '').length
  return min <= max && length <= max
})

export const textInputs: Record<string, Rule> = {
  plain_text_input: object(
    {
      type: oneOf('plain_text_input'),
      ...dispatching,
      'initial_value?': string(3000, 0),
      'multiline?': boolean,
      'min_length?': integer(0, 3000),
      'max_length?': integer(1, 3000),
    },
    fitsLength,
  ),
  number_input: only(
    ['modal'],
    object(
      {
        type: oneOf('number_input'),
        ...dispatching,
        is_decimal_allowed: boolean,
        'initial_value?': decimal,
        'min_value?': decimal,
        'max_value?': decimal,
      },
      all(isWithin, isWhole),
    ),
  ),
  email_text_input: only(
    ['modal'],
    object({ type: oneOf('email_text_input'), ...dispatching, 'initial_value?': string(320) }),
  ),
  url_text_input: only(
    ['modal'],
    object({ type: oneOf('url_text_input'), ...dispatching, 'initial_value?': anyUrl }),
  ),
  rich_text_input: only(
    ['modal', 'home'],
    object({
      type: oneOf('rich_text_input'),
      ...dispatching,
      'initial_value?': richTextBlock,
      'min_lines?': integer(1, 100),
      'max_lines?': integer(1, 100),
    }),
  ),
  file_input: only(
    ['modal'],
    object({
      type: oneOf('file_input'),
      'action_id?': actionId,
      'filetypes?': list(string(20), 100),
      'max_files?': integer(1, 10),
    }),
  ),
}

const feedbackButton = object({
  text: plainText(75),
  value: string(2000),
  'accessibility_label?': string(75),
})

export const feedbackButtons = object({
  type: oneOf('feedback_buttons'),
  'action_id?': actionId,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
})

export const iconButton = object({
  type: oneOf('icon_button'),
  'action_id?': actionId,
  // The only icon that Slack's reference names.
  icon: oneOf('trash'),
  text: plainText(75),
  'accessibility_label?': string(75),
  'value?': string(2000),
  'visible_to_user_ids?': list(id, 100),
  'confirm?': confirm,
})

const chartLabel = string(20)
const positive: Rule = (value, at, place) => {
  const faults = finite(value, at, place)
  return faults.length > 0 || (value as number) > 0 ? faults : fault(at, 'must be more than 0')
}
const series = {
  series: list(
    object({
      name: chartLabel,
      data: list(object({ label: chartLabel, value: finite }), 20),
    }),
    6,
  ),
  axis_config: object({
    categories: list(chartLabel, 20),
    'x_label?': string(50),
    'y_label?': string(50),
  }),
}
const matchesAxis = demand(
  'every series needs one point for every category, and a name of its own',
  (chart) => {
    const lines = chart['series'] as { name: string; data: { label: string }[] }[]
    const categories = (chart['axis_config'] as { categories: string[] }).categories
    return (
      new Set(lines.map((line) => line.name)).size === lines.length &&
      new Set(categories).size === categories.length &&
      lines.every((line) =>
        isSame(
          line.data.map((point) => point.label),
          categories,
        ),
      )
    )
  },
)
const xyChart = (type: string) => object({ type: oneOf(type), ...series }, matchesAxis)

/** The chart of a data visualization block. */
export const charts: Record<string, Rule> = {
  pie: object({
    type: oneOf('pie'),
    segments: list(object({ label: chartLabel, value: positive }), 6),
  }),
  bar: xyChart('bar'),
  line: xyChart('line'),
  area: xyChart('area'),
}
