import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { secretOf } from '#root/secret.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { slackWorkspacesOf } from '#store/slack-places.ts'
import { slackInstalls } from '#surfaces/slack/install.ts'
import { botScopes } from '#surfaces/slack/manifest.ts'
import { unseal } from '#surfaces/slack/seal.ts'
import { openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { openDoor, type Browser, type Door } from '../web/door.ts'
import { loopbackSlack } from './loopback/slack.ts'
import type { LoopbackSlack } from './loopback/types.ts'

const sealKey = secretOf('a key of thirty-two letters, or so')
const code = 'code-of-harbour'

let open: OpenDatabase
let slack: LoopbackSlack
let door: Door
let alex: Browser

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  slack = await loopbackSlack()
  slack.addTeam({ id: 'T0HARBOUR', name: 'Harbour', code, scopes: [...botScopes] })
  const { id: clientId, secret } = slack.client
  const install = { clientId, clientSecret: secretOf(secret), sealKey }
  const settings = { apiUrl: slack.apiUrl, install }
  const publicUrl = new URL('https://buying.example.com')
  door = openDoor(open, { publicUrl }, null, (now) => slackInstalls({ db: open.db, settings, now }))
  const check = () => Promise.resolve({ troubles: [], notes: [], facts: [] })
  door.shop.slack = { label: 'Slack calls', installs: true, check }
  alex = await as('alex')
})
afterEach(() => slack.close())

async function as(person: string): Promise<Browser> {
  const browser = door.browser()
  await browser.signIn(await door.linkFor(person))
  return browser
}

/** What the button leads to: the address at Slack, and its parts. */
async function begun(browser: Browser): Promise<URL> {
  const response = await browser.get('/slack/install')
  expect(response.status).toBe(302)
  return new URL(response.headers.get('location') ?? '')
}

const back = (state: string | null, more: Record<string, string> = { code }) =>
  `/slack/oauth?${new URLSearchParams({ state: state ?? '', ...more }).toString()}`

async function stateOf(browser: Browser): Promise<string> {
  return (await begun(browser)).searchParams.get('state') ?? ''
}

const exchanges = () => slack.calls('oauth.v2.access').length
const words = async (response: Response) =>
  (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

it('leads to Slack with the scopes of the manifest, and back to this shop', async () => {
  const asked = await begun(alex)
  expect(asked.href.startsWith(slack.apiUrl.replace('/api/', '/oauth/v2/authorize?'))).toBe(true)
  expect(asked.searchParams.get('client_id')).toBe(slack.client.id)
  expect(asked.searchParams.get('scope')?.split(',')).toEqual(botScopes)
  expect(asked.searchParams.get('redirect_uri')).toBe('https://buying.example.com/slack/oauth')
})

it('keeps the token sealed for its workspace, and says in the audit who connected it', async () => {
  const done = await alex.get(back(await stateOf(alex)))
  expect([done.status, done.headers.get('location')]).toEqual([303, '/slack'])
  const [workspace] = await slackWorkspacesOf(open.db)
  expect(workspace).toMatchObject({ teamId: 'T0HARBOUR', name: 'Harbour', installedBy: 'alex' })
  const sealed = workspace!.sealedBotToken
  expect(sealed).not.toContain('xoxb')
  expect(unseal(sealed, sealKey, 'T0HARBOUR')).toMatch(/^xoxb-T0HARBOUR-/)
  expect(() => unseal(sealed, sealKey, 'T0OTHER')).toThrow(/SLACK_TOKEN_KEY|does not open/)
  const [row] = await auditOf(open.db, 'slack.')
  expect(row).toMatchObject({ actor: 'alex', action: 'slack.connected', subject: 'T0HARBOUR' })
  expect(JSON.stringify(row)).not.toContain('xoxb')
  expect(await words(await alex.get('/slack'))).toContain('Harbour')
})

it('installed again, the new token takes the place of the old', async () => {
  await alex.get(back(await stateOf(alex)))
  const before = (await slackWorkspacesOf(open.db))[0]!.sealedBotToken
  slack.addTeam({ id: 'T0HARBOUR', name: 'Harbour', code: 'again', scopes: [...botScopes] })
  await alex.get(back(await stateOf(alex), { code: 'again' }))
  const after = await slackWorkspacesOf(open.db)
  expect(after).toHaveLength(1)
  expect(unseal(after[0]!.sealedBotToken, sealKey, 'T0HARBOUR')).not.toBe(
    unseal(before, sealKey, 'T0HARBOUR'),
  )
})

describe('whoever comes back', () => {
  const refused = async (browser: Browser, path: string, says: RegExp) => {
    const before = exchanges()
    const response = await browser.get(path)
    expect(response.status).toBe(403)
    expect(await words(response)).toMatch(says)
    expect(exchanges()).toBe(before)
    expect(await slackWorkspacesOf(open.db)).toEqual([])
  }
  const stale = /begun elsewhere, longer than ten minutes ago, or is finished/

  it('with a state that was never given, or none, is refused before Slack is asked', async () => {
    await refused(alex, back(null), stale)
    await refused(alex, back('made-up'), stale)
    const given = await stateOf(alex)
    const last = given.at(-3) === 'A' ? 'B' : 'A'
    await refused(alex, back(`${given.slice(0, -3)}${last}${given.slice(-2)}`), stale)
  })

  it('in another browser, of the same administrator or of another, is refused', async () => {
    const given = await stateOf(alex)
    await refused(await as('alex'), back(given), stale)
    const { db } = open
    await db.execute("update person set role = 'administrator' where id = 'tom'")
    await refused(await as('tom'), back(given), stale)
  })

  it('after ten minutes is refused', async () => {
    const given = await stateOf(alex)
    door.wait(10)
    await refused(alex, back(given), stale)
  })

  it('having cancelled is told so, and the state is used up', async () => {
    const given = await stateOf(alex)
    await refused(alex, back(given, { error: 'access_denied' }), /was cancelled at Slack/)
    await refused(alex, back(given), stale)
  })

  it('a second time with the same address is refused, and changes nothing', async () => {
    const path = back(await stateOf(alex))
    await alex.get(path)
    const before = await slackWorkspacesOf(open.db)
    expect(await words(await alex.get(path))).toMatch(stale)
    expect(await slackWorkspacesOf(open.db)).toEqual(before)
    expect(exchanges()).toBe(1)
  })
})

it.each(['tom', 'ana'])('%s, who is no administrator, neither begins nor finishes', async (id) => {
  const given = await stateOf(alex)
  const other = await as(id)
  expect((await other.get('/slack/install')).status).toBe(403)
  expect((await other.get(back(given))).status).toBe(403)
  expect((await other.get('/slack')).status).toBe(403)
  expect(exchanges()).toBe(0)
})

it('nobody who is not signed in begins or finishes', async () => {
  const given = await stateOf(alex)
  const stranger = door.browser()
  for (const path of ['/slack/install', back(given)]) {
    const response = await stranger.get(path)
    expect(response.headers.get('location')).toMatch(/^\/sign-in/)
  }
  expect(exchanges()).toBe(0)
})

it('an administrator who was let go meanwhile connects nothing', async () => {
  const given = await stateOf(alex)
  await open.db.execute("update person set role = 'buyer' where id = 'alex'")
  expect((await alex.get(back(given))).status).toBe(403)
  expect(await slackWorkspacesOf(open.db)).toEqual([])
})

describe('what Slack gives', () => {
  const finishing = async () => alex.get(back(await stateOf(alex)))
  const gives = async (answer: Record<string, unknown>, says: RegExp) => {
    slack.fail('oauth.v2.access', { ...answer })
    const response = await finishing()
    expect(response.status).toBe(403)
    expect(await words(response)).toMatch(says)
    expect(await slackWorkspacesOf(open.db)).toEqual([])
  }

  it('no token for a code is said in words', async () => {
    await gives({ error: 'invalid_code' }, /gave no token for this installation \(invalid_code\)/)
    await gives({ error: 'bad_client_secret' }, /Compare SLACK_CLIENT_ID and SLACK_CLIENT_SECRET/)
    await gives({ error: 'bad_redirect_uri' }, /Set PUBLIC_URL/)
  })

  it('a token that may do less is refused with what it lacks', async () => {
    const scopes = botScopes.filter((scope) => scope !== 'im:write')
    slack.addTeam({ id: 'T0LESS', name: 'Less', code: 'less', scopes })
    const response = await alex.get(back(await stateOf(alex), { code: 'less' }))
    expect(await words(response)).toContain('installed without im:write')
    expect(await slackWorkspacesOf(open.db)).toEqual([])
  })

  it('a Slack that does not answer is no fault of the person', async () => {
    slack.fail('oauth.v2.access', { hangUp: true })
    const response = await finishing()
    expect(response.status).toBe(503)
    expect(await words(response)).toContain('Slack does not answer at 127.0.0.1')
    expect(await slackWorkspacesOf(open.db)).toEqual([])
  })
})

it('without an app in the configuration there is no button, and no address', async () => {
  door = openDoor(open)
  alex = await as('alex')
  expect(await (await alex.get('/slack')).text()).not.toContain('/slack/install')
  expect((await alex.get('/slack/install')).status).toBe(404)
  expect((await alex.get(back('x'))).status).toBe(404)
})
