// Elements of blocks as a page shows them: buttons in brackets, inputs with their value.
import { unmarked } from './read-text.ts'
import type { Fields } from './types.ts'

/** The words of a text object, a rich text, or nothing. */
export function words(node: unknown): string {
  if (Array.isArray(node)) return node.map(words).join('')
  if (typeof node !== 'object' || node === null) return ''
  const fields = node as Fields
  const text = typeof fields['text'] === 'string' ? fields['text'] : ''
  switch (fields['type']) {
    case 'mrkdwn':
      return unmarked(text)
    case 'link':
    case 'url':
      return `${text === '' ? '' : `${text} `}(link: ${String(fields['url'])})`
    case 'user':
      return `@${String(fields['user_id'])}`
    case 'channel':
      return `#${String(fields['channel_id'])}`
    case 'broadcast':
      return `@${String(fields['range'])} (WAKES EVERYBODY)`
    case 'emoji':
      return `:${String(fields['name'])}:`
    case 'date':
      return String(fields['fallback'] ?? fields['timestamp'])
    case 'rich_text_list':
      return ((fields['elements'] ?? []) as unknown[])
        .map((one, index) => {
          const mark = fields['style'] === 'ordered' ? `${index + 1}. ` : '• '
          return `${'  '.repeat(Number(fields['indent'] ?? 0))}${mark}${words(one)}\n`
        })
        .join('')
    case 'rich_text_quote':
      return `> ${words(fields['elements'])}\n`
    case 'rich_text_preformatted':
      return `    ${words(fields['elements']).replaceAll('\n', '\n    ')}\n`
    default:
      return text + words(fields['elements'])
  }
}

function button(element: Fields): string {
  const text = words(element['text'])
  const confirm = element['confirm'] as Fields | undefined
  const asks = confirm === undefined ? '' : ` (asks: ${words(confirm['text'])})`
  const away = element['url'] === undefined ? '' : ' ↗'
  if (element['style'] === 'primary') return `[[ ${text}${away} ]]${asks}`
  if (element['style'] === 'danger') return `[! ${text}${away} !]${asks}`
  return `[ ${text}${away} ]${asks}`
}

function optionWords(option: unknown): string {
  return words((option as Fields | undefined)?.['text'])
}

function menu(element: Fields, value: Fields | undefined): string {
  const chosen = value?.['selected_option'] ?? element['initial_option']
  const shown = chosen ? optionWords(chosen) : words(element['placeholder']) || 'choose'
  const groups = (element['option_groups'] ?? []) as { options: unknown[] }[]
  const options = [
    ...((element['options'] ?? []) as unknown[]),
    ...groups.flatMap((group) => group.options),
  ]
  const count = options.length === 0 ? '' : ` of ${options.length}`
  return `[ ${shown} ▾${count} ]`
}

function boxes(element: Fields, value: Fields | undefined): string {
  const isOne = element['type'] === 'radio_buttons'
  const chosen = isOne
    ? [value?.['selected_option'] ?? element['initial_option']]
    : ((value?.['selected_options'] ?? element['initial_options'] ?? []) as unknown[])
  const values = chosen.map((one) => (one as Fields | null | undefined)?.['value'])
  return ((element['options'] ?? []) as Fields[])
    .map((option) => {
      const isOn = values.includes(option['value'])
      const mark = isOne ? (isOn ? '(•)' : '( )') : isOn ? '[x]' : '[ ]'
      const more = words(option['description'])
      return `${mark} ${optionWords(option)}${more === '' ? '' : ` – ${more}`}`
    })
    .join('\n')
}

/** One element in a line or a few; `value` is what a person has put in. */
export function element(one: Fields, value?: Fields): string {
  const type = String(one['type'])
  switch (type) {
    case 'button':
      return button(one)
    case 'icon_button':
      return `[${String(one['icon'])}: ${words(one['text'])}]`
    case 'feedback_buttons':
      return ['positive_button', 'negative_button']
        .map((name) => `[ ${words((one[name] as Fields)['text'])} ]`)
        .join(' ')
    case 'overflow':
      return `[ … ${((one['options'] ?? []) as Fields[]).map(optionWords).join(' | ')} ]`
    case 'image':
      return `(picture: ${String(one['alt_text'])})`
    case 'plain_text':
    case 'mrkdwn':
      return words(one)
    case 'checkboxes':
    case 'radio_buttons':
      return boxes(one, value)
    default: {
      if (type.endsWith('select')) return menu(one, value)
      const { type: _, ...filled } = value ?? {}
      const initial = Object.entries(one).find(([name]) => name.startsWith('initial_'))?.[1]
      const given = Object.values(filled)[0] ?? initial
      return `[ ${given ? String(given) : words(one['placeholder']) || '        '} ]`
    }
  }
}
