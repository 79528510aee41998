// Slack for administrators: who is who there, what a channel may see, and installing the app in a workspace.
import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { QuartermasterError } from '#root/errors.ts'
import type { SlackInstalls } from '#operations/slack-people.ts'
import { readForm, type Form } from './forms.ts'
import type { Html } from './layout.ts'
import { slackContent } from './pages/slack.ts'
import { notice } from './parts.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

const returnPath = '/slack/oauth'

const typed = (form: Form, field: string) => form[field]?.[0]?.trim() ?? ''

async function sendOffice(web: WebContext, context: Context, said: Html | '' = '') {
  const office = await visitOf(context).application.slackOffice()
  const csrf = web.sessions.formToken(context)
  const changeId = randomBytes(16).toString('base64url')
  const content = slackContent({ office, csrf, changeId, said, reachable: web.publicUrl !== null })
  return sendPage(web, context, { section: 'slack', title: 'Slack' }, content)
}

async function changeOne(
  web: WebContext,
  context: Context,
  command: string,
  change: (form: Form) => { input: object; said: string },
): Promise<Response> {
  const form = await readForm(web, context)
  const { input, said } = change(form)
  const changeId = typed(form, 'changeId')
  await visitOf(context).application.runCommand(command, { ...input, changeId })
  return sendOffice(web, context, notice('good', said))
}

const decision = (form: Form) => ({
  input: {
    teamId: typed(form, 'team'),
    userId: typed(form, 'user'),
    personId: typed(form, 'person'),
    seenState: typed(form, 'seen'),
    answer: typed(form, 'answer'),
  },
  said:
    typed(form, 'answer') === 'confirm'
      ? 'Confirmed: from now on they are answered in Slack as this person.'
      : 'Refused: they are told that the shop does not know them.',
})

const channelChange = (form: Form) => ({
  input: {
    teamId: typed(form, 'team'),
    channelId: typed(form, 'channel'),
    name: typed(form, 'name'),
    costsShown: typed(form, 'costs') === 'show',
  },
  said:
    typed(form, 'costs') === 'show'
      ? 'Everybody in that channel sees what things cost from now on.'
      : 'Costs are kept out of that channel from now on.',
})

/** How this person installs the app, and in which browser. Throws for whoever may not, and where no app is configured. */
async function installing(web: WebContext, context: Context) {
  const { application, person } = visitOf(context)
  // Rejects for everybody but administrators.
  await application.slackOffice()
  const installs: SlackInstalls | null = application.slackInstalls
  if (installs === null) {
    throw new QuartermasterError(
      'not_found',
      'No Slack app is configured that workspaces could install.',
      'Set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_TOKEN_KEY, or connect one workspace by its tokens.',
    )
  }
  const origin = web.publicUrl?.origin ?? new URL(context.req.url).origin
  const browser = web.sessions.token(context) ?? ''
  return { installs, who: { personId: person.id, browser, redirectUri: `${origin}${returnPath}` } }
}

async function finishInstall(web: WebContext, context: Context): Promise<Response> {
  const { installs, who } = await installing(web, context)
  const part = (name: string) => context.req.query(name) ?? null
  const answer = { code: part('code'), state: part('state'), error: part('error') }
  const installation = await installs.finish({ ...who, answer })
  await visitOf(context).application.runCommand('connect_slack_workspace', installation)
  // Away from the address that has the code in it.
  return context.redirect('/slack', 303)
}

/** The pages about Slack, for administrators; every change is a command, which decides who may. */
export function slackOfficeRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/', (context) => sendOffice(web, context))
  routes.get('/install', async (context) => {
    const { installs, who } = await installing(web, context)
    return context.redirect(installs.begin(who))
  })
  routes.get('/oauth', (context) => finishInstall(web, context))
  routes.post('/people', (context) => changeOne(web, context, 'confirm_slack_person', decision))
  routes.post('/channels', (context) => changeOne(web, context, 'set_slack_channel', channelChange))
  return routes
}
