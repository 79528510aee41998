// Slack calls us: one address for events, clicks and commands.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Secret } from '#root/secret.ts'
import type { SlackBody } from './delivery.ts'
import type { Intake } from './intake.ts'
import { isSigned } from './signature.ts'

const maximumBytes = 1024 * 1024

/** The body of a request as Slack writes it: JSON, a form with a payload, or the fields of a command. Null when it is none. */
export function readBody(text: string, contentType: string): SlackBody | null {
  try {
    if (contentType.startsWith('application/json')) return asRecord(JSON.parse(text))
    const form = new URLSearchParams(text)
    const payload = form.get('payload')
    return payload === null ? Object.fromEntries(form) : asRecord(JSON.parse(payload))
  } catch (error) {
    // RangeError: nested so deep that the parser gives up.
    if (error instanceof SyntaxError || error instanceof RangeError) return null
    throw error
  }
}

const asRecord = (value: unknown): SlackBody | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SlackBody) : null

/** The route of Slack's requests. A request that Slack did not sign, now, changes nothing and learns nothing. */
export function slackRoutes(
  intake: Intake,
  options: { signingSecret: Secret; now(): Date; report(error: unknown): void },
): Hono {
  const routes = new Hono()
  const tooLarge = bodyLimit({
    maxSize: maximumBytes,
    onError: (context) => context.text('too large', 413),
  })
  routes.post('/', tooLarge, async (context) => {
    const body = await context.req.text()
    const signed = isSigned(
      {
        timestamp: context.req.header('x-slack-request-timestamp') ?? null,
        signature: context.req.header('x-slack-signature') ?? null,
        body,
      },
      options.signingSecret.reveal(),
      Math.floor(options.now().getTime() / 1000),
    )
    if (!signed) return context.text('not signed by Slack now', 401)
    const delivery = readBody(body, context.req.header('content-type') ?? '')
    if (delivery === null) return context.text('neither JSON nor a form', 400)
    try {
      const answer = await intake.take(delivery)
      return answer === null ? context.body(null, 200) : context.json(answer)
    } catch (error) {
      options.report(error)
      if (error instanceof RangeError) return context.text('nested too deep', 400)
      // Not written down, so not taken: Slack sends an event again, and a person sees that the click failed.
      return context.text('not taken, send it again', 503)
    }
  })
  return routes
}
