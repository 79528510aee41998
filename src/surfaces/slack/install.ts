// A workspace takes the app: an administrator of the shop is led to Slack and back, and what Slack gives is sealed.
import { randomBytes } from 'node:crypto'
import { QuartermasterError } from '#root/errors.ts'
import { secretOf } from '#root/secret.ts'
import type { Installation, SlackInstalls } from '#operations/slack-people.ts'
import { hashText } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { useOpenIdState } from '#store/openid-uses.ts'
import { askSlack } from './install-call.ts'
import { botScopes } from './manifest.ts'
import type { SlackSettings } from './program.ts'
import { seal, unseal } from './seal.ts'

/** How long somebody may take at Slack. */
const stateMs = 10 * 60_000
const longestPart = 4_096
const purpose = 'slack installation'

type Options = {
  db: Database
  settings: Pick<SlackSettings, 'apiUrl'> & { install: NonNullable<SlackSettings['install']> }
  now(): Date
}

/** What goes to Slack and comes back: readable by nobody, made by nobody else. */
type State = { nonce: string; personId: string; browser: string; until: number }

/** Installing the app in workspaces by OAuth; a state is good once, for ten minutes, in the browser that it began in. */
export function slackInstalls({ db, settings, now }: Options): SlackInstalls {
  const { apiUrl, install } = settings
  return {
    begin({ personId, browser, redirectUri }) {
      const nonce = randomBytes(24).toString('base64url')
      const until = now().getTime() + stateMs
      const state: State = { nonce, personId, browser: hashText(browser), until }
      const address = new URL('../oauth/v2/authorize', apiUrl)
      address.search = new URLSearchParams({
        client_id: install.clientId,
        scope: botScopes.join(','),
        redirect_uri: redirectUri,
        state: seal(JSON.stringify(state), install.sealKey, purpose),
      }).toString()
      return address.href
    },
    async finish({ personId, browser, redirectUri, answer }) {
      const state = stateOf(answer.state, install.sealKey)
      const fits =
        state !== null &&
        state.personId === personId &&
        state.browser === hashText(browser) &&
        now().getTime() < state.until &&
        (await useOpenIdState(db, hashText(`${purpose} ${state.nonce}`), now().toISOString()))
      if (!fits) throw stale()
      const { code, error } = answer
      if (error !== null || code === null || code.length > longestPart) throw stopped(error)
      const form = {
        client_id: install.clientId,
        client_secret: install.clientSecret.reveal(),
        code,
        redirect_uri: redirectUri,
      }
      const { refusal, body } = await askSlack(apiUrl, 'oauth.v2.access', { form })
      if (refusal !== null) throw notGiven(refusal)
      const { token, ...installation } = installationOf(body)
      const sealedBotToken = seal(token, install.sealKey, installation.teamId)
      return { ...installation, changeId: state.nonce, sealedBotToken }
    },
  }
}

function stateOf(text: string | null, key: Parameters<typeof unseal>[1]): State | null {
  if (text === null || text.length > longestPart) return null
  try {
    return JSON.parse(unseal(text, key, purpose)) as State
  } catch (error) {
    if (error instanceof QuartermasterError) return null
    throw error
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What Slack gave, if the bot can work with it. */
function installationOf(
  body: Record<string, unknown>,
): Omit<Installation, 'changeId' | 'sealedBotToken'> & { token: string } {
  const team = record(body['team'])
  const token = text(body['access_token'])
  const scopes = text(body['scope'])
  if (body['is_enterprise_install'] === true || text(team['id']) === '') {
    throw refused(
      'The app was installed for a whole organisation, and this shop is for single workspaces.',
      'Remove it there, and install it in one workspace.',
    )
  }
  if (body['token_type'] !== 'bot' || !token.startsWith('xoxb-')) {
    throw refused(
      'Slack gave a token that ends by itself, or that is none of a bot.',
      'Switch token rotation off in the settings of the app, and install it again.',
    )
  }
  const given = scopes.split(',')
  const missing = botScopes.filter((scope) => !given.includes(scope))
  if (missing.length > 0) {
    throw refused(
      `The app was installed without ${missing.join(', ')}.`,
      'Give the app the manifest that "quartermaster slack manifest" prints, and install it again.',
    )
  }
  return {
    token,
    teamId: text(team['id']),
    name: text(team['name']) || text(team['id']),
    botUserId: text(body['bot_user_id']),
    scopes,
    slackUserId: text(record(body['authed_user'])['id']),
  }
}

const refused = (message: string, repair: string) =>
  new QuartermasterError('forbidden', message, `${repair} Nothing was connected.`)

const stale = () =>
  refused(
    'This installation was begun elsewhere, longer than ten minutes ago, or is finished already.',
    'Open the Slack page and begin again.',
  )

function stopped(error: string | null): QuartermasterError {
  return error === 'access_denied'
    ? refused('The installation was cancelled at Slack.', 'Begin again when you want it.')
    : refused('Slack did not let the app in.', 'Open the Slack page and begin again.')
}

function notGiven(refusal: string): QuartermasterError {
  if (refusal === 'invalid_client_id' || refusal === 'bad_client_secret') {
    return refused(
      `Slack does not know this app (${refusal}).`,
      'Compare SLACK_CLIENT_ID and SLACK_CLIENT_SECRET with the basic information of the app.',
    )
  }
  if (refusal === 'bad_redirect_uri') {
    return refused(
      'Slack does not lead back to this address (bad_redirect_uri).',
      'Set PUBLIC_URL, and add its /slack/oauth to the redirect URLs of the app.',
    )
  }
  return refused(
    `Slack gave no token for this installation (${refusal}).`,
    'Open the Slack page and begin again.',
  )
}

/** The token of an installation, opened. Throws QuartermasterError('invalid') when it was sealed with another key. */
export function tokenOf(
  { teamId, sealedBotToken }: { teamId: string; sealedBotToken: string },
  { sealKey }: NonNullable<SlackSettings['install']>,
) {
  return secretOf(unseal(sealedBotToken, sealKey, teamId))
}
