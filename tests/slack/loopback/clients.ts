// Slack's own clients against the loopback, for its tests.
import { ErrorCode, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import type { Fields, LoopbackSlack } from './types.ts'

/** A real Web API client that says nothing and tries once. */
export function quietClient(
  slack: LoopbackSlack,
  token = slack.tokens.bot,
  options: WebClientOptions = {},
): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger: silent,
    ...options,
  })
}

/** A logger for clients whose complaints are what a test provokes. */
export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
}

/** The code with which Slack refuses a call; the call must be refused. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  return String((await refusedAnswer(call))['error'])
}

/** The whole answer of a refused call. */
export async function refusedAnswer(call: Promise<unknown>): Promise<Fields> {
  try {
    await call
  } catch (error) {
    const failure = error as { code?: string; data?: Fields; statusCode?: number }
    if (failure.code === ErrorCode.PlatformError) return failure.data!
    return { error: failure.code, status: failure.statusCode }
  }
  throw new Error('the call was not refused')
}

/** Posts a message by the real client, whatever its arguments; gives its time stamp. */
export async function posted(web: WebClient, args: Fields): Promise<string> {
  const answer: Fields = { ...(await web.apiCall('chat.postMessage', args)) }
  return String(answer['ts'])
}
