import { Hono, type Context } from 'hono'
import { readForm } from './forms.ts'
import type { Html } from './layout.ts'
import { accountContent } from './pages/account.ts'
import { notice } from './parts.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

async function sendAccount(web: WebContext, context: Context, said: Html | ''): Promise<Response> {
  const { person } = visitOf(context)
  const account = await web.program.signIn.account(person.id, web.sessions.token(context) ?? '')
  const csrf = web.sessions.formToken(context)
  const content = accountContent({ person, account, csrf, said })
  return sendPage(web, context, { section: null, title: 'Your account' }, content)
}

/** What people do about their own signing in: choose a password, see where they are signed in, sign out. */
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
