import {
  ProtocolErrorCode,
  type JSONRPCMessage,
  type McpServer,
  type Transport,
} from '@modelcontextprotocol/server'
import { outsideError } from '#root/errors.ts'

const mostCharacters = 600

/**
 * Has every error of the protocol leave in words for the client: the library would send the message of whatever was
 * thrown, and the whole finding of a schema for a wrong parameter. What is kept back is reported.
 */
export function wordErrors(server: McpServer, report: (error: unknown) => void): void {
  const connect = server.connect.bind(server)
  server.connect = (transport: Transport) => {
    const send = transport.send.bind(transport)
    transport.send = (message, options) => send(worded(message, report), options)
    return connect(transport)
  }
}

/** A message as it may leave. */
export function worded(message: JSONRPCMessage, report: (error: unknown) => void): JSONRPCMessage {
  if (!('error' in message)) return message
  const { error } = message
  const wrong = wrongParameters(error.message)
  if (wrong !== null) {
    const words = `Invalid parameters: ${wrong}.`
    return { ...message, error: { code: ProtocolErrorCode.InvalidParams, message: words } }
  }
  if (error.code !== ProtocolErrorCode.InternalError)
    return { ...message, error: { ...error, message: cut(error.message) } }
  const { message: what, repair } = outsideError(undefined)
  const words = `${what} ${repair}`
  // One that says so already was reported where it was met.
  if (error.message !== words) report(new Error(error.message))
  return { ...message, error: { code: error.code, message: words } }
}

/** What a client sent comes back in some errors: enough of it to know it again, and no more. */
const cut = (text: string) =>
  text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters).toWellFormed()}…`

/** What a schema found, "params.cursor: Invalid input: ...", in a text that holds its finding as JSON; else null. */
function wrongParameters(text: string): string | null {
  const start = text.indexOf('[')
  if (start === -1) return null
  try {
    const issues = JSON.parse(text.slice(start)) as { path: unknown[]; message: string }[]
    const told = issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return told.length === 0 ? null : cut(told.slice(0, 5).join('; '))
  } catch {
    return null
  }
}
