// How a Web API method refuses, and how it reads its arguments.
import type { Fields } from './types.ts'
import type { Team, World } from './state.ts'

/** A refusal by Slack: `{"ok": false, "error": code}` with status 200, and messages where Slack has some. */
export class Refusal extends Error {
  readonly code: string
  readonly more: Fields

  constructor(code: string, messages: string[] = [], more: Fields = {}) {
    super(code)
    this.code = code
    this.more =
      messages.length === 0
        ? more
        : {
            errors: messages,
            response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
            ...more,
          }
  }
}

/** What a method gets: its arguments as they came, and the workspace of the token. */
export type Asked = { world: World; team: Team; args: Fields }

export type Method = {
  /** The bot token needs all of them; a function where it depends on the channel. */
  scopes: string[] | ((asked: Asked) => string[])
  token?: 'bot' | 'app' | 'configuration' | 'none'
  /** The names of its arguments; `!` = required. Slack ignores others, this one does not. */
  args: string[]
  /** Calls a minute, for `limitRates`; per channel where it says so. */
  perMinute: number
  isPerChannel?: boolean
  run: (asked: Asked) => Fields
}

/** A text argument, or undefined. A number in JSON is not a text: time stamps lose digits that way. */
export function textArg(args: Fields, name: string): string | undefined {
  const value = args[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') {
    throw new Refusal('invalid_arguments', [`must be a string [json-pointer:/${name}]`])
  }
  return value
}

/** A yes or no, in JSON or as a form writes it. */
export function flagArg(args: Fields, name: string, otherwise: boolean): boolean {
  const value = args[name]
  if (value === undefined || value === null || value === '') return otherwise
  if (value === true || value === 'true' || value === '1') return true
  if (value === false || value === 'false' || value === '0') return false
  throw new Refusal('invalid_arguments', [`must be a boolean [json-pointer:/${name}]`])
}

/** A whole number between bounds. */
export function numberArg(args: Fields, name: string, otherwise: number, most: number): number {
  const value = args[name]
  if (value === undefined || value === null || value === '') return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > most) {
    throw new Refusal('invalid_arguments', [`must be 1 to ${most} [json-pointer:/${name}]`])
  }
  return number
}

/** A structured argument: JSON itself, or JSON as text in a form field. `code` is the refusal for what is no JSON. */
export function jsonArg(args: Fields, name: string, code: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value === null ? undefined : value
  if (value === '') return undefined
  try {
    return JSON.parse(value) as unknown
  } catch {
    throw new Refusal(code, [`no valid JSON [json-pointer:/${name}]`])
  }
}

/** A list in JSON, or undefined. */
export function listArg(args: Fields, name: string, code: string): unknown[] | undefined {
  const value = jsonArg(args, name, code)
  if (value === undefined) return undefined
  if (!Array.isArray(value)) throw new Refusal(code, [`must be an array [json-pointer:/${name}]`])
  return value as unknown[]
}

/** An object in JSON, or undefined. */
export function objectArg(args: Fields, name: string, code: string): Fields | undefined {
  const value = jsonArg(args, name, code)
  if (value === undefined) return undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(code, [`must be an object [json-pointer:/${name}]`])
  }
  return value as Fields
}
