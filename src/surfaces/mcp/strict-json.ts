import { refusal } from './refusal.ts'

/** The tools nest four deep; nothing that is deeper is meant for one. */
export const maximumDepth = 32

/**
 * The value of a JSON text, or the refusal of one that readers could take for different things or that is made to
 * break one: nested deeper than 32, or an object with the same name twice.
 */
export function readStrictJson(text: string): { value: unknown } | Response {
  const fault = structureFault(text)
  if (fault === 'too deep')
    return refusal(
      400,
      'notAMessage',
      `The message is nested deeper than ${maximumDepth}. Send a flatter one.`,
    )
  try {
    const value: unknown = JSON.parse(text)
    if (fault === null) return { value }
  } catch {
    return refusal(400, 'notJson', 'The message is not JSON. Send one JSON-RPC message as JSON.')
  }
  return refusal(
    400,
    'notAMessage',
    'An object of the message has the same name twice, so that it could be read in two ways. Send each name once.',
  )
}

/** What is wrong with the shape of a text, without trusting that it is JSON. */
function structureFault(text: string): 'too deep' | 'name twice' | null {
  // Names of the objects that are open, innermost last; null for a list.
  const open: (Set<string> | null)[] = []
  let isName = false
  let twice = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"') {
      const end = endOfText(text, at)
      const names = open.at(-1)
      if (isName && names) {
        const name = nameIn(text.slice(at, end))
        twice ||= names.has(name)
        names.add(name)
      }
      isName = false
      at = end - 1
    } else if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : null)
      if (open.length > maximumDepth) return 'too deep'
      isName = sign === '{'
    } else if (sign === '}' || sign === ']') open.pop()
    else if (sign === ',') isName = Boolean(open.at(-1))
  }
  return twice ? 'name twice' : null
}

/** Where the text that opens at a quotation mark has ended. */
function endOfText(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** A name as it is meant, however it is written: "a" and "\u0061" are one. */
function nameIn(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1)
  try {
    return JSON.parse(quoted) as string
  } catch {
    // Not JSON, which is said when all of it is read.
    return quoted
  }
}
