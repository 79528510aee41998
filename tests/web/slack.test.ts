import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenDatabase } from '#store/database.ts'
import { askForSlackPerson, slackPerson } from '#store/slack-people.ts'
import { costsShownIn, noteSlackChannel } from '#store/slack-places.ts'
import { noon, openForBusiness } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { openDoor, type Browser, type Door } from './door.ts'

const teamId = 'T0HOME'

let open: OpenDatabase
let door: Door
let alex: Browser

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  const asked = { teamId, userId: 'U_TOM', timeZone: 'Europe/London', askedAt: noon }
  const seen = { email: 'tom@shop.example', displayName: 'Tommy <b>T</b>' }
  await askForSlackPerson(open.db, { ...asked, ...seen, personId: 'tom' })
  const channel = { teamId, channelId: 'C_BUY', name: 'purchasing' }
  await noteSlackChannel(open.db, { ...channel, setBy: 'ana', setAt: noon })
  door = openDoor(open)
  alex = await as('alex')
})

async function as(person: string): Promise<Browser> {
  const browser = door.browser()
  await browser.signIn(await door.linkFor(person))
  return browser
}

const textOf = async (response: Response) =>
  (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

/** The hidden fields of the form that `action` names, which holds `text`. */
async function hiddenOf(browser: Browser, action: string, text: string) {
  const page = await (await browser.get('/slack')).text()
  const form = page.split('<form').find((part) => part.includes(action) && part.includes(text))
  return Object.fromEntries(
    [...(form ?? '').matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  )
}

const answer = async (value: string, fields: Record<string, string> = {}) => {
  const hidden = await hiddenOf(alex, '/slack/people"', 'U_TOM')
  return alex.post('/slack/people', '/slack', { ...hidden, answer: value, ...fields })
}

const stateOfTom = async () =>
  (await slackPerson(open.db, { teamId, userId: 'U_TOM' }))!.mapping.state

test('an administrator sees who waits, confirms with a button and no script, and takes it back', async () => {
  const page = await (await alex.get('/slack')).text()
  expect(page).toContain('Tommy &lt;b&gt;T&lt;/b&gt;')
  expect(page).toContain('waits for you')
  expect(page).toContain('<button type="submit" name="answer" value="confirm">Confirm</button>')
  expect(await textOf(await answer('confirm'))).toContain('Confirmed: from now on')
  expect(await stateOfTom()).toBe('confirmed')
  const after = await (await alex.get('/slack')).text()
  expect(after).not.toContain('value="confirm"')
  expect(await textOf(await alex.get('/slack'))).toContain('Confirmed by Alex')
  expect(await textOf(await answer('refuse'))).toContain('Refused: they are told')
  expect(await stateOfTom()).toBe('refused')
})

test('a form sent twice has one effect, and an old page none', async () => {
  const hidden = await hiddenOf(alex, '/slack/people"', 'U_TOM')
  const send = (value: string) => alex.post('/slack/people', '/slack', { ...hidden, answer: value })
  expect((await send('confirm')).status).toBe(200)
  expect((await send('confirm')).status).toBe(200)
  expect((await send('refuse')).status).toBe(409)
  expect(await stateOfTom()).toBe('confirmed')
})

test('a form without the token of this browser changes nothing', async () => {
  expect((await answer('confirm', { csrf: 'another' })).status).toBe(403)
  expect(await stateOfTom()).toBe('asked')
})

test('nobody but an administrator sees or changes anything', async () => {
  for (const person of ['ana', 'tom', 'sam', 'priya']) {
    const browser = await as(person)
    expect((await browser.get('/slack')).status).toBe(403)
    expect(await (await browser.get('/account')).text()).not.toContain('href="/slack"')
    const user = { team: teamId, user: 'U_TOM', person: 'tom', seen: 'asked', answer: 'confirm' }
    const changeId = 'a'.repeat(22)
    const sent = await browser.post('/slack/people', '/account', { ...user, changeId })
    expect(sent.status).toBe(403)
    const channel = { team: teamId, channel: 'C_BUY', name: 'purchasing', costs: 'show' }
    const shown = await browser.post('/slack/channels', '/account', { ...channel, changeId })
    expect(shown.status).toBe(403)
  }
  expect(await stateOfTom()).toBe('asked')
  expect(await costsShownIn(open.db, { teamId, channelId: 'C_BUY' })).toBe(false)
})

test('a channel is opened to costs and closed again', async () => {
  const at = { teamId, channelId: 'C_BUY' }
  const change = async (costs: string) => {
    const hidden = await hiddenOf(alex, '/slack/channels"', 'C_BUY')
    return alex.post('/slack/channels', '/slack', { ...hidden, costs })
  }
  expect(await textOf(await alex.get('/slack'))).toContain('#purchasing C_BUY in T0HOME kept out')
  expect(await textOf(await change('show'))).toContain('Everybody in that channel sees')
  expect(await costsShownIn(open.db, at)).toBe(true)
  expect(await textOf(await change('hide'))).toContain('Costs are kept out')
  expect(await costsShownIn(open.db, at)).toBe(false)
})

test('the page says how the shop is connected, or how it would be', async () => {
  expect(await textOf(await alex.get('/slack'))).toContain('not connected to Slack')
  const check = () => Promise.reject(new Error('nobody asks Slack for a page'))
  door.shop.slack = { label: 'Socket Mode', installs: false, check }
  const text = await textOf(await alex.get('/slack'))
  expect(text).toContain('Connected by Socket Mode')
  expect(text).not.toContain('Install in a workspace')
})

test('an installation needs an address that Slack can lead back to', async () => {
  const check = () => Promise.reject(new Error('nobody asks Slack for a page'))
  door.shop.slack = { label: 'Slack calls', installs: true, check }
  expect(await textOf(await alex.get('/slack'))).toContain('Set PUBLIC_URL first')
})
