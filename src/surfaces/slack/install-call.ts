// One plain question to Slack whose headers matter too: who a token is, what a code is worth.
import { QuartermasterError } from '#root/errors.ts'
import type { Secret } from '#root/secret.ts'

export type SlackAnswer = {
  /** Null = Slack did it; else Slack's word for why not. */
  refusal: string | null
  body: Record<string, unknown>
  /** What the token may do, where Slack said so. */
  scopes: string[] | null
  /** Slack's clock; null where the answer has none. */
  at: Date | null
}

const patienceMs = 5_000
const wordOfSlack = /^[a-z][a-z0-9_]{0,63}$/

/**
 * Asks once. Rejects with QuartermasterError('unavailable') when Slack does not answer; no secret stands in the error.
 */
export async function askSlack(
  apiUrl: string,
  method: string,
  { token, form = {} }: { token?: Secret; form?: Record<string, string> },
): Promise<SlackAnswer> {
  const response = await answerOf(apiUrl, method, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` },
    body: new URLSearchParams(form),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  })
  const date = Date.parse(response.headers.get('date') ?? '')
  const { body } = response
  const word = typeof body['error'] === 'string' ? body['error'] : ''
  return {
    body,
    refusal: body['ok'] === true ? null : wordOfSlack.test(word) ? word : 'no reason given',
    scopes: response.headers.get('x-oauth-scopes')?.split(/\s*,\s*/) ?? null,
    at: Number.isNaN(date) ? null : new Date(date),
  }
}

async function answerOf(apiUrl: string, method: string, init: RequestInit) {
  try {
    const response = await fetch(new URL(method, apiUrl), init)
    if (!response.ok) throw new Error(`it answered with status ${response.status}`)
    const body: unknown = await response.json()
    if (typeof body !== 'object' || body === null) throw new Error('it answered with no object')
    return { headers: response.headers, body: body as Record<string, unknown> }
  } catch (error) {
    throw new QuartermasterError(
      'unavailable',
      `Slack does not answer at ${new URL(apiUrl).host}: ${reasonOf(error)}.`,
      'Check that this machine reaches slack.com over https, and look at the status page of Slack; then try again.',
      {},
      error,
    )
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given'
  if (error.name === 'TimeoutError') return `nothing came within ${patienceMs / 1000} s`
  return error.cause instanceof Error ? error.cause.message : error.message
}
