// Reads markup as a browser would see its structure: which elements, with which attributes, in which order.

const TOKEN =
  /<(?:!--[^]*?--|!doctype[^>]*|\/?[a-z][a-z0-9]*(?:\s+[a-z][a-z0-9-]*(?:="[^"]*")?)*\s*\/?)>/gi
const ATTRIBUTE = /\s([a-z][a-z0-9-]*)(?:="([^"]*)")?/gi

export type Element = { name: string; attributes: Record<string, string> }

/** The tags of well-formed markup; throws on a '<' that is part of no tag, for then text has leaked into structure. */
export function elementsOf(markup: string): Element[] {
  const tags = markup.match(TOKEN) ?? []
  const rest = markup.replace(TOKEN, '')
  if (rest.includes('<'))
    throw new Error(`A "<" outside a tag: ${rest.slice(rest.indexOf('<'), rest.indexOf('<') + 60)}`)
  return tags.map((tag) => {
    const name = (/^<(\/?[a-z0-9!-]+)/i.exec(tag)?.[1] ?? '').toLowerCase()
    const attributes = Object.fromEntries(
      [...tag.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key.toLowerCase(), value]),
    )
    return { name, attributes }
  })
}

/** The structure alone: names of elements and of their attributes. */
export function skeletonOf(markup: string): string[] {
  return elementsOf(markup).map(({ name, attributes }) =>
    [name, ...Object.keys(attributes)].join(' '),
  )
}

/** What a reader sees of markup: the text without tags, spaces drawn together. */
export const textOf = (markup: string) => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
