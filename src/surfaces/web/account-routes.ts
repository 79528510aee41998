import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { readForm } from './forms.ts'
import type { Html } from './layout.ts'
import { accountContent } from './pages/account.ts'
import { notice } from './parts.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

async function sendAccount(web: WebContext, context: Context, said: Html | ''): Promise<Response> {
  const { person, application } = visitOf(context)
  const [account, absence] = await Promise.all([
    web.program.signIn.account(person.id, web.sessions.token(context) ?? ''),
    application.absence(),
  ])
  const csrf = web.sessions.formToken(context)
  const changeId = randomBytes(16).toString('base64url')
  const content = accountContent({ person, account, absence, csrf, changeId, said })
  return sendPage(web, context, { section: null, title: 'Your account' }, content)
}

/** Lends the person's own limit, or ends the loan; the command decides whether they may. */
async function changeDelegate(web: WebContext, context: Context): Promise<Response> {
  const form = await readForm(web, context)
  const typed = (name: string) => form[name]?.[0]?.trim() ?? ''
  const { person, application } = visitOf(context)
  const delegate = typed('delegate')
  await application.runCommand('set_delegate', {
    changeId: typed('changeId'),
    person: person.id,
    seenDelegate: typed('seen') || null,
    delegate: delegate === '' ? null : { person: delegate, untilOn: typed('untilOn') },
    reason: typed('reason'),
  })
  return sendAccount(web, context, notice('good', 'Who stands in for you is changed.'))
}

/** What people do about their own account: choose a password, lend their limit, see where they are signed in, sign out. */
export function accountRoutes(web: WebContext): Hono {
  const { signIn } = web.program
  const routes = new Hono()
  routes.get('/', (context) => sendAccount(web, context, ''))
  routes.post('/password', async (context) => {
    const form = await readForm(web, context)
    const typed = (name: string) => form[name]?.[0] ?? ''
    await signIn.choosePassword(web.sessions.token(context) ?? '', {
      current: typed('current'),
      next: typed('next'),
      repeated: typed('repeated'),
    })
    const said = notice('good', 'Your password is set; every other browser is signed out.')
    return sendAccount(web, context, said)
  })
  routes.post('/delegate', (context) => changeDelegate(web, context))
  routes.post('/sign-out', async (context) => {
    await readForm(web, context)
    await signIn.end(web.sessions.token(context) ?? '')
    web.sessions.forget(context)
    return context.redirect('/sign-in', 303)
  })
  routes.post('/sign-out-everywhere', async (context) => {
    await readForm(web, context)
    await signIn.endAll(visitOf(context).person.id)
    web.sessions.forget(context)
    return context.redirect('/sign-in', 303)
  })
  return routes
}
