// One call of Slack's Web API: patient where Slack asks for patience, once where twice would be seen.
import { WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from '@slack/web-api'
import { LogLevel } from '@slack/bolt'
import type { Secret } from '#root/secret.ts'

/** Slack refused a call; `code` is its word for why. */
export class SlackRefusal extends Error {
  readonly code: string
  constructor(method: string, code: string) {
    super(`Slack refused ${method}: ${code}`)
    this.code = code
  }
}

/** Nobody knows whether Slack did it: the answer got lost, or was a fault of its own. */
export class SlackUncertain extends Error {
  constructor(method: string, cause: unknown) {
    super(`nobody knows whether ${method} was done`, { cause })
  }
}

export type WebApi = {
  /**
   * Calls a method. `repeatable`: doing it twice is doing it once, so it is tried again when its answer is lost. Rejects
   * with SlackRefusal, or SlackUncertain when the last answer was lost.
   */
  call(method: string, args: Record<string, unknown>, repeatable: boolean): Promise<Answer>
}

export type Answer = Record<string, unknown>

const pausesMs = [500, 2_000, 8_000]
/** Slack asks for a minute at most; whoever waits longer has been forgotten. */
const mostWaits = 5
const longestWaitSeconds = 120

/** Slack's words for "something broke here, perhaps after it was done". */
const lostCodes = new Set([
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
])

/** Slack's word for why not, or null where what came back is no answer of Slack's: a gateway's page, half a text. */
function refusalCode(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null
  const code = error.data.error
  return /^[a-z][a-z0-9_.:-]{1,80}$/.test(code) && !lostCodes.has(code) ? code : null
}

/** Opens the Web API for one bot token. `sleep` waits so many milliseconds; tests give their own. */
export function openWebApi(options: {
  apiUrl: string
  token: Secret
  sleep(ms: number): Promise<void>
}): WebApi {
  const client = new WebClient(options.token.reveal(), {
    slackApiUrl: options.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    logLevel: LogLevel.ERROR,
    allowAbsoluteUrls: false,
  })
  const attempt = (method: string, args: Record<string, unknown>) =>
    client.apiCall(method, args) as unknown as Promise<Answer>
  return {
    async call(method, args, repeatable) {
      let waits = 0
      let failures = 0
      for (;;) {
        try {
          return await attempt(method, args)
        } catch (error) {
          const code = refusalCode(error)
          if (code !== null) throw new SlackRefusal(method, code)
          if (error instanceof WebAPIRateLimitedError) {
            waits += 1
            const tooLong = waits > mostWaits || error.retryAfter > longestWaitSeconds
            if (tooLong) throw new SlackRefusal(method, 'ratelimited')
            await options.sleep(error.retryAfter * 1000)
            continue
          }
          const pause = pausesMs[failures]
          if (!repeatable || pause === undefined) throw new SlackUncertain(method, error)
          failures += 1
          await options.sleep(pause)
        }
      }
    },
  }
}
