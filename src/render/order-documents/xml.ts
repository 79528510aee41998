import { plainText } from '../text.ts'

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as XML 1.0 may hold it: no control characters, no lone surrogates, no U+FFFE or U+FFFF, markup as references. */
function xmlText(text: string): string {
  return plainText(text)
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replace(/[&<>"']/g, (sign) => references[sign] ?? '')
}

/** A finished piece of XML; only `element` makes one, so text of others can not pass for it. */
export type XmlElement = { readonly xml: string }

/** An element with its attributes (undefined ones left out) and its children; strings are text and are escaped. */
export function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  ...children: (XmlElement | string | null)[]
): XmlElement {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('')
  const content = children
    .filter((child) => child !== null)
    .map((child) => (typeof child === 'string' ? xmlText(child) : child.xml))
    .join('')
  return {
    xml: content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`,
  }
}
