// Whether what was installed works: one question to Slack for each token. No answer of Slack and no token is repeated.
import { outsideError } from '#root/errors.ts'
import type { SlackFindings } from '#operations/shop.ts'
import type { Secret } from '#root/secret.ts'
import type { Database } from '#store/database.ts'
import { slackWorkspacesOf } from '#store/slack-places.ts'
import { askSlack, type SlackAnswer } from './install-call.ts'
import { tokenOf } from './install.ts'
import { botScopes, eventsPath } from './manifest.ts'
import type { SlackSettings } from './program.ts'

type Settings = Omit<SlackSettings, 'journalFolder'> & {
  /** Where people and Slack reach the server, without a slash at the end; null = nobody said. */
  publicAddress: string | null
}

/** Seconds that the two clocks may differ: signatures count for five minutes, and the two add up with what is on its way. */
const mostSeconds = 60

const anew = 'Install the app in the workspace again, and set the token that it gives then.'

/** Asks Slack about every token, and says what is wrong. Rejects only when the database does not answer. */
export async function checkSlack(
  db: Database,
  settings: Settings,
  now: () => Date,
): Promise<SlackFindings> {
  const findings: SlackFindings = { troubles: [], notes: [], facts: [] }
  const clocks: number[] = []
  const ask = async (method: string, token: Secret): Promise<SlackAnswer | null> => {
    try {
      const answer = await askSlack(settings.apiUrl, method, { token })
      if (answer.at !== null) clocks.push((now().getTime() - answer.at.getTime()) / 1000)
      return answer
    } catch (error) {
      const { message, repair } = outsideError(error)
      findings.troubles.push({ what: message, repair })
      return null
    }
  }
  await checkBots(db, settings, findings, ask)
  if (settings.appToken !== null) {
    judgeSocket(await ask('apps.connections.open', settings.appToken), findings)
  }
  judgeAddress(settings, findings)
  judgeClock(clocks, findings)
  return findings
}

type Ask = (method: string, token: Secret) => Promise<SlackAnswer | null>

async function checkBots(
  db: Database,
  { botToken, install }: Settings,
  findings: SlackFindings,
  ask: Ask,
): Promise<void> {
  if (botToken !== null) judgeBot('SLACK_BOT_TOKEN', await ask('auth.test', botToken), findings)
  if (install === null) return
  const workspaces = await slackWorkspacesOf(db)
  if (workspaces.length === 0 && botToken === null) {
    const repair = 'An administrator opens /slack in the web console and installs the app.'
    findings.notes.push({ what: 'no workspace has installed the app yet', repair })
  }
  for (const workspace of workspaces) {
    const name = `the token of ${workspace.name}`
    try {
      judgeBot(name, await ask('auth.test', tokenOf(workspace, install)), findings)
    } catch (error) {
      const { message, repair } = outsideError(error)
      findings.troubles.push({ what: `${name}: ${message}`, repair })
    }
  }
}

function judgeBot(name: string, answer: SlackAnswer | null, findings: SlackFindings): void {
  if (answer === null) return
  const { refusal, body, scopes } = answer
  if (refusal !== null) {
    findings.troubles.push({ what: `Slack refuses ${name} (${refusal})`, repair: anew })
    return
  }
  findings.facts.push(`${name} is good for the workspace ${String(body['team'])}`)
  if (scopes === null) {
    findings.notes.push({
      what: `Slack did not say what ${name} may do`,
      repair: 'Compare the scopes of the app with those of "quartermaster slack manifest".',
    })
    return
  }
  const missing = botScopes.filter((scope) => !scopes.includes(scope))
  if (missing.length === 0) return
  findings.troubles.push({
    what: `${name} lacks ${missing.join(', ')}`,
    repair: `Give the app the manifest that "quartermaster slack manifest" prints. ${anew}`,
  })
}

function judgeSocket(answer: SlackAnswer | null, { troubles, facts }: SlackFindings): void {
  if (answer === null) return
  if (answer.refusal === null) facts.push('Socket Mode opens')
  else {
    troubles.push({
      what: `Slack refuses SLACK_APP_TOKEN (${answer.refusal})`,
      repair:
        'Make an app-level token with the scope connections:write in the basic information of the app, and set it.',
    })
  }
}

function judgeAddress(settings: Settings, { notes, facts }: SlackFindings): void {
  const { signingSecret, publicAddress } = settings
  if (signingSecret === null) return
  if (publicAddress !== null) {
    facts.push(
      `SLACK_SIGNING_SECRET is set, Slack must reach ${publicAddress}${eventsPath} (not tried from here)`,
    )
    return
  }
  notes.push({
    what: 'SLACK_SIGNING_SECRET is set, and nobody said where Slack reaches this server',
    repair: `Set PUBLIC_URL to the https address that leads here; Slack calls it with ${eventsPath}.`,
  })
}

function judgeClock(clocks: readonly number[], { troubles, facts }: SlackFindings): void {
  const [first] = clocks
  if (first === undefined) return
  // The answer that waited longest on its way looks the latest: the smallest difference is the clock's.
  const seconds = Math.round(clocks.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a), first))
  if (Math.abs(seconds) <= mostSeconds) {
    facts.push('the clock agrees with that of Slack')
    return
  }
  troubles.push({
    what: `the clock of this machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} that of Slack`,
    repair:
      'Set it by a time server: what Slack signs counts for five minutes, and then clicks are refused.',
  })
}
