// A message or a view as a page of text that a person can look at.
import { element, words } from './read-elements.ts'
import { boxed, columns, padded, tabled, wrapped, type Align } from './read-text.ts'
import type { Block, Fields, Message, Task, View } from './types.ts'

const pageWidth = 76

type State = View['state']['values']

const marks = { pending: '○', in_progress: '◐', complete: '✓', error: '✗' }

function row(elements: Fields[]): string[] {
  return wrapped(elements.map((one) => element(one)).join('  '), pageWidth)
}

function section(block: Block, width: number): string[] {
  const text = block['text'] === undefined ? [] : wrapped(words(block['text']), width)
  const fields = ((block['fields'] ?? []) as Fields[]).map((one) => words(one).split('\n'))
  const half = Math.floor((width - 2) / 2)
  const pairs: string[] = []
  for (let index = 0; index < fields.length; index += 2) {
    const [left, right] = [fields[index]!, fields[index + 1] ?? []]
    for (let line = 0; line < Math.max(left.length, right.length); line += 1) {
      pairs.push(`${padded(left[line] ?? '', half)}  ${right[line] ?? ''}`.trimEnd())
    }
  }
  const accessory = block['accessory'] as Fields | undefined
  const lines = [...text, ...pairs]
  if (accessory === undefined) return lines
  const shown = element(accessory)
  const first = lines[0] ?? ''
  const room = width - columns(first) - columns(shown)
  return room >= 2 && !shown.includes('\n')
    ? [`${first}${' '.repeat(room)}${shown}`, ...lines.slice(1)]
    : [...lines, padded(shown, width, 'right')]
}

function card(block: Block): string[] {
  const lines = [
    ...(block['hero_image'] === undefined ? [] : [element(block['hero_image'] as Fields)]),
    ...wrapped(words(block['title']), 60),
    ...wrapped(words(block['subtitle']), 60),
    ...wrapped(words(block['body']), 60),
    ...row((block['actions'] ?? []) as Fields[]),
  ]
  return boxed(lines.filter((line) => line !== ''))
}

function table(block: Block): string[] {
  const rows = ((block['rows'] ?? []) as unknown[][]).map((cells) =>
    cells.map((cell) => words(cell).trimEnd().replaceAll('\n', ' / ')),
  )
  const settings = (block['column_settings'] ?? []) as ({ align?: Align } | null)[]
  if (block.type === 'table')
    return tabled(
      rows,
      settings.map((one) => one?.align),
    )
  const size = (block['page_size'] as number | undefined) ?? 5
  const body = (block['rows'] as Fields[][]).slice(1)
  const aligns = (rows[0] ?? []).map((_, index) =>
    body.every((cells) => cells[index]?.['type'] === 'raw_number') ? 'right' : 'left',
  )
  const pages = Math.ceil(body.length / size)
  const foot = pages > 1 ? [`(${body.length} rows, ${size} a page, ${pages} pages)`] : []
  return [String(block['caption']), ...tabled(rows, aligns as Align[]), ...foot]
}

function chart(block: Block): string[] {
  const drawn = block['chart'] as {
    type: string
    segments?: { label: string; value: number }[]
    series?: { name: string; data: { label: string; value: number }[] }[]
  }
  const lines = drawn.series ?? [{ name: '', data: drawn.segments ?? [] }]
  const most = Math.max(...lines.flatMap((one) => one.data.map((point) => Math.abs(point.value))))
  return boxed(
    lines.flatMap((one) => [
      ...(one.name === '' ? [] : [one.name]),
      ...one.data.map(
        (point) =>
          `  ${padded(point.label, 20)} ${'▇'.repeat(Math.round((20 * Math.abs(point.value)) / (most || 1)))} ${point.value}`,
      ),
    ]),
    `${drawn.type} chart: ${String(block['title'])}`,
  )
}

function taskLines(task: Task | Fields, indent: string): string[] {
  const fields = task as Fields
  const mark = marks[fields['status'] as keyof typeof marks]
  const of = (name: string) =>
    typeof fields[name] === 'string' ? (fields[name] as string) : words(fields[name])
  return [
    `${indent}${mark} ${String(fields['title'])}`,
    ...[of('details'), of('output')]
      .filter((text) => text !== '')
      .flatMap((text) => wrapped(text.trimEnd(), pageWidth - 6))
      .map((line) => `${indent}    ${line}`),
    ...((fields['sources'] ?? []) as Fields[]).map(
      (one) => `${indent}    ${String(one['text'])} (link: ${String(one['url'])})`,
    ),
  ]
}

function input(block: Block, state: State, errors: Record<string, string>): string[] {
  const one = block['element'] as Fields
  const value = state[block.block_id ?? '']?.[String(one['action_id'])]
  const needed = block['optional'] === true ? ' (optional)' : ''
  const hint = words(block['hint'])
  const error = errors[block.block_id ?? '']
  return [
    `${words(block['label'])}${needed}`,
    ...element(one, value).split('\n'),
    ...(hint === '' ? [] : wrapped(hint, pageWidth - 2).map((line) => `  ${line}`)),
    ...(error === undefined ? [] : [`  ✗ ${error}`]),
  ]
}

function container(block: Block, view: Shown): string[] {
  const title = words(block['title']) || words(block['rich_text_title']).trimEnd()
  const fold = block['is_collapsible'] === true
  const mark = fold ? (block['default_collapsed'] === true ? ' ▸' : ' ▾') : ''
  const subtitle = words(block['subtitle'])
  return boxed(
    [
      ...(subtitle === '' ? [] : wrapped(subtitle, pageWidth - 4)),
      ...((block['child_blocks'] ?? []) as Block[]).flatMap((child) => blockLines(child, view)),
    ],
    `${title}${mark}`,
  )
}

type Shown = { state: State; errors: Record<string, string> }

function blockLines(block: Block, view: Shown): string[] {
  switch (block.type) {
    case 'header':
      return [words(block['text']), '═'.repeat(columns(words(block['text'])))]
    case 'section':
      return section(block, pageWidth)
    case 'divider':
      return ['─'.repeat(pageWidth)]
    case 'context':
      return wrapped(
        ((block['elements'] ?? []) as Fields[]).map((one) => element(one)).join(' · '),
        pageWidth - 2,
      ).map((line) => `  ${line}`)
    case 'actions':
    case 'context_actions':
      return row((block['elements'] ?? []) as Fields[])
    case 'image':
      return [
        ...(block['title'] === undefined ? [] : [words(block['title'])]),
        `(picture: ${String(block['alt_text'])})`,
      ]
    case 'rich_text':
      return wrapped(words(block).trimEnd(), pageWidth)
    case 'markdown':
      return wrapped(String(block['text']), pageWidth)
    case 'alert':
      return boxed(
        wrapped(words(block['text']), pageWidth - 4),
        String(block['level'] ?? 'note').toUpperCase(),
      )
    case 'card':
      return card(block)
    case 'carousel':
      return ((block['elements'] ?? []) as Block[]).flatMap(card)
    case 'table':
    case 'data_table':
      return table(block)
    case 'data_visualization':
      return chart(block)
    case 'task_card':
      return taskLines(block, '')
    case 'plan':
      return [
        String(block['title']),
        ...((block['tasks'] ?? []) as Fields[]).flatMap((one) => taskLines(one, '  ')),
      ]
    case 'input':
      return input(block, view.state, view.errors)
    case 'container':
      return container(block, view)
    default:
      throw new Error(`no picture of a ${block.type} is known here`)
  }
}

function ofMessage(message: Message): string[] {
  const plan = message.planTitle === null ? [] : [message.planTitle]
  const tasks = message.tasks.flatMap((task) =>
    taskLines(task, message.task_display_mode === 'plan' ? '  ' : ''),
  )
  const view = { state: {}, errors: {} }
  const text =
    message.blocks.length > 0
      ? []
      : wrapped(words({ type: 'mrkdwn', text: message.text }), pageWidth)
  return [
    ...(message.ephemeralTo === null ? [] : [`(only ${message.ephemeralTo} sees this)`]),
    ...plan,
    ...tasks,
    ...(message.markdown === '' ? [] : wrapped(message.markdown, pageWidth)),
    ...(message.markdown === '' ? text : []),
    ...message.blocks.flatMap((block) => blockLines(block, view)),
    ...message.files.map((id) => `(file ${id})`),
    ...(message.streaming === 'open' ? ['(still writing …)'] : []),
  ]
}

function ofView(view: View): string[] {
  const shown = { state: view.state.values, errors: view.errors }
  const lines = view.blocks.flatMap((block) => blockLines(block, shown))
  if (view.type === 'home') return lines
  const buttons = [view.close ?? 'Close', ...(view.submit === null ? [] : [view.submit])]
  const foot = buttons.map((text, index) => (index === 0 ? `[ ${text} ]` : `[[ ${text} ]]`))
  return boxed([...lines, '', padded(foot.join('  '), pageWidth, 'right')], view.title)
}

/** A plain-text picture of a message or view: [[ primary ]], [! danger !], frames for cards and modals. */
export function readable(shown: Message | View): string {
  const lines = 'callback_id' in shown ? ofView(shown) : ofMessage(shown)
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
