import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { diagnose } from '#operations/diagnose.ts'
import type { Shop } from '#operations/shop.ts'
import { secretOf } from '#root/secret.ts'
import type { OpenDatabase } from '#store/database.ts'
import { writeSlackWorkspace } from '#store/slack-places.ts'
import { checkSlack } from '#surfaces/slack/install-check.ts'
import { botScopes } from '#surfaces/slack/manifest.ts'
import { seal } from '#surfaces/slack/seal.ts'
import { noon, openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { loopbackSlack } from './loopback/slack.ts'
import type { LoopbackSlack } from './loopback/types.ts'

const sealKey = secretOf('a key of thirty-two letters, or so')
const signingSecret = secretOf('signing-hunter2')
const install = { clientId: '1.2', clientSecret: secretOf('client-hunter2'), sealKey }

let open: OpenDatabase
let slack: LoopbackSlack
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  slack = await loopbackSlack({ scopes: [...botScopes] })
})
afterEach(() => slack.close())

type Settings = Parameters<typeof checkSlack>[1]

/** Connected by Socket Mode, unless said otherwise. */
const settings = (changes: Partial<Settings> = {}): Settings => ({
  apiUrl: slack.apiUrl,
  botToken: secretOf(slack.tokens.bot),
  appToken: secretOf(slack.tokens.app),
  signingSecret: null,
  install: null,
  publicAddress: null,
  ...changes,
})

/** The line of the doctor; the clock is off by so many seconds. */
async function slackLine(changes: Partial<Settings> = {}, secondsOff = 0) {
  const now = () => new Date(Date.now() + secondsOff * 1000)
  const shop: Shop = {
    database: open,
    db: open.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'memory',
    now: () => new Date(noon),
    fixedAsOf: null,
    personId: null,
    slack: {
      label: 'Slack',
      installs: false,
      check: (db) => checkSlack(db, settings(changes), now),
    },
    mail: null,
    auditAnchorFile: null,
    configuration: [],
  }
  const { checks } = await diagnose(shop)
  const line = checks.find(({ name }) => name === 'Slack')!
  const printed = JSON.stringify(checks)
  for (const secret of [slack.tokens.bot, slack.tokens.app, 'hunter2', 'ticket=']) {
    expect(printed).not.toContain(secret)
  }
  return line
}

it('says that nothing is connected, and how it would be', async () => {
  const shop = { slack: null, db: open.db } as Shop
  const line = (await diagnose(shop)).checks.find(({ name }) => name === 'Slack')
  expect(line).toMatchObject({ state: 'ok', detail: 'not connected' })
  expect(line?.repair).toContain('quartermaster slack manifest')
})

it('is content with good tokens, and says for which workspace', async () => {
  expect(await slackLine()).toEqual({
    name: 'Slack',
    state: 'ok',
    detail:
      'SLACK_BOT_TOKEN is good for the workspace Loopback Ltd; Socket Mode opens; the clock agrees with that of Slack',
  })
})

it('asks Slack one question for each token, and writes nothing', async () => {
  await slackLine()
  expect(slack.calls().map(({ method }) => method)).toEqual(['auth.test', 'apps.connections.open'])
})

it('names the scopes that are missing', async () => {
  slack.setScopes(botScopes.filter((scope) => !['im:write', 'files:write'].includes(scope)))
  const line = await slackLine()
  expect(line).toMatchObject({ state: 'failed' })
  expect(line.detail).toMatch(/^SLACK_BOT_TOKEN lacks files:write, im:write;/)
  expect(line.repair).toContain('quartermaster slack manifest')
})

it('names a token that was revoked, and one that is none', async () => {
  slack.revoke()
  expect(await slackLine()).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining('Slack refuses SLACK_BOT_TOKEN (token_revoked)'),
  })
  const appToken = secretOf('xapp-1-wrong')
  expect(await slackLine({ appToken })).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining('Slack refuses SLACK_APP_TOKEN (invalid_auth)'),
    repair: expect.stringContaining('connections:write'),
  })
})

it.each([
  [61, 'failed', 'the clock of this machine is 6[012] s ahead of'],
  [-90, 'failed', 'the clock of this machine is (89|90) s behind'],
  [50, 'ok', 'the clock agrees'],
  [-50, 'ok', 'the clock agrees'],
])('with a clock that is off by %i s is %s', async (secondsOff, state, says) => {
  const line = await slackLine({}, secondsOff)
  expect(line.state).toBe(state)
  expect(line.detail).toMatch(new RegExp(says))
})

it('does not try the address that Slack calls, and says so', async () => {
  const http = { appToken: null, signingSecret, publicAddress: 'https://buying.example.com' }
  const line = await slackLine(http)
  expect(line.state).toBe('ok')
  expect(line.detail).toContain(
    'SLACK_SIGNING_SECRET is set, Slack must reach https://buying.example.com/slack/events (not tried from here)',
  )
  const nowhere = await slackLine({ ...http, publicAddress: null })
  expect(nowhere).toMatchObject({
    state: 'note',
    repair: expect.stringContaining('Set PUBLIC_URL'),
  })
})

it('a Slack that is not there, or that answers with something else, is said in words', async () => {
  const line = await slackLine({ apiUrl: 'http://127.0.0.1:9/api/' })
  expect(line).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining('Slack does not answer at 127.0.0.1:9'),
  })
  slack.fail('auth.test', { status: 503 })
  expect((await slackLine()).detail).toContain('it answered with status 503')
  slack.fail('auth.test', { error: `<script>${slack.tokens.bot}` })
  expect((await slackLine()).detail).toContain('Slack refuses SLACK_BOT_TOKEN (no reason given)')
})

async function installed(teamId: string, name: string, token: string, key = sealKey) {
  await writeSlackWorkspace(open.db, {
    teamId,
    name,
    botUserId: 'UBOT',
    sealedBotToken: seal(token, key, teamId),
    scopes: botScopes.join(','),
    installedBy: 'alex',
    installedAt: noon,
  })
}

it('asks about every workspace that installed the app', async () => {
  const several = { botToken: null, appToken: null, signingSecret, install }
  const publicAddress = 'https://buying.example.com'
  expect(await slackLine({ ...several, publicAddress })).toMatchObject({
    state: 'note',
    detail: expect.stringContaining('no workspace has installed the app yet'),
  })
  slack.addTeam({ id: 'T0HARBOUR', name: 'Harbour', botToken: 'xoxb-harbour-hunter2' })
  await installed('T0HARBOUR', 'Harbour', 'xoxb-harbour-hunter2')
  expect(await slackLine({ ...several, publicAddress })).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining('the token of Harbour is good for the workspace Harbour'),
  })
  await installed(
    'T0OTHER',
    'Other',
    'xoxb-other-hunter2',
    secretOf('another key of 32 letters or so.'),
  )
  expect(await slackLine({ ...several, publicAddress })).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining('the token of Other: A token in the database does not open'),
    repair: expect.stringContaining('SLACK_TOKEN_KEY'),
  })
})
