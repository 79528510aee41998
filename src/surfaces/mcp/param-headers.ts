import { refusal } from './refusal.ts'

const prefix = 'mcp-param-'
const encoded = /^=\?base64\?(.*)\?=$/
const base64Text = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const control = /\p{Cc}/u

/**
 * Refuses a call whose `Mcp-Param-...` headers hold a line break or say something else than its arguments: a proxy
 * that decides by the header and a tool that acts by the body would be told two things. Null = they agree.
 */
export function refuseOtherParams(request: Request, message: unknown): Response | null {
  const given = argumentsOf(message)
  for (const [header, value] of request.headers) {
    if (!header.startsWith(prefix)) continue
    const meant = decoded(value)
    const name = header.slice(prefix.length)
    const said = given.find(([argument]) => argument.toLowerCase() === name)?.[1]
    const agrees = meant !== null && !control.test(meant) && isSame(meant, said)
    if (!agrees)
      return refusal(
        400,
        'headersDisagree',
        `The header ${header} is not what the arguments say. Send the same in both, or leave the header out.`,
      )
  }
  return null
}

function argumentsOf(message: unknown): [string, unknown][] {
  const { params } = (message ?? {}) as { params?: { arguments?: unknown } }
  const given = params?.arguments
  return typeof given === 'object' && given !== null ? Object.entries(given) : []
}

/** What a header value says in plain, or null for one that can not be decoded. */
function decoded(value: string): string | null {
  const base64 = encoded.exec(value)?.[1]
  if (base64 === undefined) return value
  if (!base64Text.test(base64)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'))
  } catch {
    return null
  }
}

/** What is no single value in the arguments has no header, and one that is sent is ignored, as the protocol has it. */
function isSame(meant: string, said: unknown): boolean {
  if (typeof said === 'number') return Number(meant) === said
  return typeof said === 'string' || typeof said === 'boolean' ? String(said) === meant : true
}
