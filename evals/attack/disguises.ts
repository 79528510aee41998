// How a text may hide what it says from people and still be read by a model.

const zeroWidth = '\u200b'
const lookAlikes: Record<string, string> = {
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
}
const leet: Record<string, string> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' }

const eachLetter = (text: string, change: (letter: string) => string) =>
  Array.from(text, change).join('')

function rot13(letter: string): string {
  const code = letter.charCodeAt(0)
  const base = /[a-z]/.test(letter) ? 97 : /[A-Z]/.test(letter) ? 65 : null
  return base === null ? letter : String.fromCharCode(((code - base + 13) % 26) + base)
}

const disguises: Record<string, (text: string) => string> = {
  ZW: (text) => [...text].join(zeroWidth),
  B64: (text) => Buffer.from(text).toString('base64'),
  ROT13: (text) => eachLetter(text, rot13),
  LEET: (text) => eachLetter(text, (letter) => leet[letter.toLowerCase()] ?? letter),
  HOMO: (text) => eachLetter(text, (letter) => lookAlikes[letter] ?? letter),
  REV: (text) => [...text].toReversed().join(''),
  TAGS: (text) =>
    eachLetter(text, (letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0)! & 0x7f))),
  SPLIT2: (text) => `${text.slice(0, text.length / 2)} | ${text.slice(text.length / 2)}`,
}

/** A template filled with a goal; a template such as 'ROT13:{goal}' is hidden in that way. */
export function dressed(template: string, goal: string): string {
  // A template of the JSON kind doubles its braces, as format strings do.
  const filled = template
    .replaceAll('{{', '{')
    .replaceAll('}}', '}')
    .replaceAll('{goal}', () => goal)
  const [, name = '', rest = ''] = /^([A-Z0-9]+):([\s\S]*)$/.exec(filled) ?? []
  return Object.hasOwn(disguises, name) ? disguises[name]!(rest) : filled
}
