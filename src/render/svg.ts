import { escapeHtml } from './text.ts'

export type SvgAttributes = Record<string, string | number | null>

/** One SVG element; attribute values are escaped, a null attribute is left out, `children` is markup made here. */
export function svgElement(name: string, attributes: SvgAttributes, children = ''): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== null)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? shortNumber(value) : escapeHtml(value)}"`,
    )
    .join('')
  return children === '' ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`
}

/** SVG text with its content escaped. */
export function svgText(content: string, attributes: SvgAttributes): string {
  return svgElement('text', attributes, escapeHtml(content) || ' ')
}

/** A coordinate with at most one decimal: pixels need no more. */
export function shortNumber(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** Text cut to about `width` pixels at `size` pixels of a proportional font (a letter is taken as .56 of its size). */
export function fitLabel(text: string, width: number, size: number): string {
  const letters = Math.floor(width / (size * 0.56))
  const characters = [...text]
  return characters.length <= letters
    ? text
    : `${characters
        .slice(0, Math.max(1, letters - 1))
        .join('')
        .trimEnd()}…`
}

export type SvgFrame = {
  id: string
  width: number
  height: number
  title: string
  description: string
}

/** A whole drawing that a screen reader can name; colours come from `currentColor` and the classes of the page. */
export function svgDrawing(frame: SvgFrame, className: string, children: string): string {
  const title = svgElement('title', { id: `${frame.id}-title` }, escapeHtml(frame.title))
  const description = svgElement('desc', { id: `${frame.id}-desc` }, escapeHtml(frame.description))
  return svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: className,
      viewBox: `0 0 ${frame.width} ${frame.height}`,
      width: frame.width,
      height: frame.height,
      role: 'img',
      'aria-labelledby': `${frame.id}-title ${frame.id}-desc`,
      'font-size': 12,
      'font-family': 'system-ui, sans-serif',
    },
    title + description + children,
  )
}
