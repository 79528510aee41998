import type { Context } from 'hono'
import type { WebContext } from './web-context.ts'

/** The fields of a form, each as a list. */
export type Form = Record<string, string[]>

/** A posted form whose token fits this browser; any other is QuartermasterError('forbidden'). */
export async function readForm(web: WebContext, context: Context): Promise<Form> {
  const body = await context.req.parseBody({ all: true })
  const form = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string'),
    ]),
  )
  web.sessions.requireToken(context, form['csrf']?.[0])
  return form
}
