import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { parseMoney } from '#planning/money-text.ts'
import { QuartermasterError } from '#root/errors.ts'
import { freshLink } from '#operations/sign-in-link.ts'
import type { WebApplication } from './application.ts'
import { readForm, type Form } from './forms.ts'
import type { Html } from './layout.ts'
import { peopleContent } from './pages/people.ts'
import { madeLink, personContent } from './pages/person.ts'
import { notice } from './parts.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

const typed = (form: Form, field: string) => form[field]?.[0]?.trim() ?? ''
const typedOrNull = (form: Form, field: string) => typed(form, field) || null

/** The typed limit in minor units of the base currency, null where the field is empty. */
async function typedLimit(application: WebApplication, form: Form): Promise<number | null> {
  const text = typedOrNull(form, 'limit')
  if (text === null) return null
  const { baseCurrency } = await application.people()
  const amount = parseMoney(text, baseCurrency)
  if (amount.currency === baseCurrency) return amount.amountMinor
  throw new QuartermasterError(
    'invalid',
    `Limits are in ${baseCurrency}, not ${amount.currency}.`,
    `Type the amount in ${baseCurrency}; nothing was changed.`,
  )
}

type Change = {
  command: string
  said: string
  input(form: Form, application: WebApplication): object | Promise<object>
}

/** What each form of a person's page does. */
const changes: Record<string, Change> = {
  role: {
    command: 'set_role',
    said: 'The role is changed.',
    input: (form) => ({ seenRole: typed(form, 'seen'), role: typed(form, 'role') }),
  },
  limit: {
    command: 'set_limit',
    said: 'The limit is changed.',
    input: async (form, application) => ({
      seenLimitMinor: typedOrNull(form, 'seen') === null ? null : Number(typed(form, 'seen')),
      limitMinor: await typedLimit(application, form),
    }),
  },
  delegate: {
    command: 'set_delegate',
    said: 'Who stands in is changed.',
    input(form) {
      const person = typedOrNull(form, 'delegate')
      const delegate = person === null ? null : { person, untilOn: typed(form, 'untilOn') }
      return { seenDelegate: typedOrNull(form, 'seen'), delegate }
    },
  },
  'let-out': {
    command: 'set_active',
    said: 'Deactivated, and signed out everywhere.',
    input: () => ({ seenActive: true, active: false }),
  },
  'let-in': {
    command: 'set_active',
    said: 'Active again.',
    input: () => ({ seenActive: false, active: true }),
  },
}

async function sendPerson(
  web: WebContext,
  context: Context,
  said: (name: string) => Html | '',
): Promise<Response> {
  const shop = await visitOf(context).application.people()
  const id = context.req.param('id')
  const person = shop.people.find((each) => each.id === id)
  if (person === undefined) {
    throw new QuartermasterError(
      'not_found',
      'There is no such person.',
      'Choose one on the People page.',
    )
  }
  const csrf = web.sessions.formToken(context)
  const changeId = randomBytes(16).toString('base64url')
  const content = personContent({ person, shop, csrf, changeId, said: said(person.name) })
  return sendPage(web, context, { section: 'people', title: person.name }, content)
}

async function changeOne(web: WebContext, context: Context): Promise<Response> {
  const form = await readForm(web, context)
  const action = context.req.param('action') ?? ''
  const change = Object.hasOwn(changes, action) ? changes[action] : undefined
  if (change === undefined) {
    throw new QuartermasterError('not_found', 'There is no such change.', 'Open the person again.')
  }
  const { application } = visitOf(context)
  await application.runCommand(change.command, {
    ...(await change.input(form, application)),
    person: context.req.param('id'),
    changeId: typed(form, 'changeId'),
    reason: typed(form, 'reason'),
  })
  return sendPerson(web, context, () => notice('good', change.said))
}

/** A link for somebody: made here, kept as a hash, and shown in this one answer. */
async function giveLink(web: WebContext, context: Context): Promise<Response> {
  const form = await readForm(web, context)
  const { path, tokenHash } = freshLink()
  await visitOf(context).application.runCommand('give_sign_in_link', {
    person: context.req.param('id'),
    tokenHash,
    reason: typed(form, 'reason'),
  })
  const origin = web.publicUrl?.origin ?? new URL(context.req.url).origin
  return sendPerson(web, context, (name) => madeLink(name, `${origin}${path}`))
}

/** The people of the shop, for administrators; every change is a command, which decides who may. */
export function peopleRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/', async (context) => {
    const content = peopleContent(await visitOf(context).application.people())
    return sendPage(web, context, { section: 'people', title: 'People' }, content)
  })
  routes.get('/:id', (context) => sendPerson(web, context, () => ''))
  routes.post('/:id/link', (context) => giveLink(web, context))
  routes.post('/:id/:action', (context) => changeOne(web, context))
  return routes
}
