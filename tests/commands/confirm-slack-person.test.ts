import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { confirmSlackPerson } from '#commands/confirm-slack-person.ts'
import { setSlackChannel } from '#commands/set-slack-channel.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { askForSlackPerson, changeSlackPerson, slackPerson } from '#store/slack-people.ts'
import { costsShownIn, noteSlackChannel, slackChannelsOf } from '#store/slack-places.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { hoursOn, noon, openForBusiness, signedIn, staff } from './world.ts'

const teamId = 'T0HOME'
const form = (use: string) => `form-${use}`.padEnd(24, '-')

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  const eve = { ...staff.find(({ id }) => id === 'alex')!, id: 'eve', name: 'Eve' }
  await openForBusiness(open.db, { people: [...staff, { ...eve, email: 'eve@shop.example' }] })
  for (const id of ['tom', 'ana', 'alex', 'eve']) await asks(id)
})

async function asks(personId: string, userId = `U_${personId.toUpperCase()}`) {
  const seen = { email: `${personId}@shop.example`, displayName: `${personId} in Slack` }
  const at = { teamId, userId, timeZone: 'Europe/London', askedAt: noon }
  await askForSlackPerson(open.db, { ...at, ...seen, personId })
}

type Answer = { personId?: string; seenState?: string; answer?: string; changeId?: string }

function decide(by: string, of: string, more: Answer = {}, userId = `U_${of.toUpperCase()}`) {
  const changeId = form(`${by}-${of}-${more.answer ?? ''}`)
  const input = { teamId, userId, changeId, personId: of, seenState: 'asked', answer: 'confirm' }
  return signedIn(open.db, by, hoursOn(1))(confirmSlackPerson, { ...input, ...more })
}

const stateOf = async (userId: string) =>
  (await slackPerson(open.db, { teamId, userId }))?.mapping.state

test('an administrator confirms, once for a form, and the audit says who and whom', async () => {
  expect(await decide('alex', 'tom')).toEqual({
    result: { person: 'tom', state: 'confirmed' },
    again: false,
  })
  expect(await decide('alex', 'tom')).toMatchObject({ again: true })
  expect((await slackPerson(open.db, { teamId, userId: 'U_TOM' }))!.mapping).toMatchObject({
    state: 'confirmed',
    decidedBy: 'alex',
  })
  const rows = await auditOf(open.db, 'person.slack_')
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    actor: 'alex',
    action: 'person.slack_confirmed',
    subject: 'tom',
    detail: { team: teamId, user: 'U_TOM', email: 'tom@shop.example', from: 'asked' },
  })
})

test.each(['tom', 'ana', 'sam', 'priya'])('%s, who is no administrator, may not', async (by) => {
  await expect(decide(by, 'ana')).rejects.toThrow('does not decide who is who in Slack')
  expect(await stateOf('U_ANA')).toBe('asked')
})

test('nobody confirms themselves while there is another administrator', async () => {
  await expect(decide('alex', 'alex')).rejects.toThrow('Nobody confirms themselves')
  await decide('eve', 'alex')
  expect(await stateOf('U_ALEX')).toBe('confirmed')
})

test('the only administrator confirms themselves: there is nobody to ask', async () => {
  await open.db.execute("update person set active = false where id = 'eve'")
  await decide('alex', 'alex')
  expect(await stateOf('U_ALEX')).toBe('confirmed')
})

test('whoever may draw on a limit does not say who lends it, and may take the access away', async () => {
  await open.db.execute("update person set delegate_id = 'alex' where id = 'tom'")
  await expect(decide('alex', 'tom')).rejects.toThrow('Tom lends the limit to Alex')
  await decide('eve', 'tom')
  await decide('alex', 'tom', { seenState: 'confirmed', answer: 'refuse' })
  expect(await stateOf('U_TOM')).toBe('refused')
})

test('taking away is never refused, of oneself neither, and can be taken back', async () => {
  await decide('eve', 'alex')
  await decide('alex', 'alex', { seenState: 'confirmed', answer: 'refuse' })
  await decide('eve', 'alex', { seenState: 'refused', changeId: form('back') })
  expect(await stateOf('U_ALEX')).toBe('confirmed')
})

test('somebody who has left is not confirmed', async () => {
  await open.db.execute("update person set active = false where id = 'tom'")
  await expect(decide('alex', 'tom')).rejects.toThrow('Tom is no longer active')
})

test('a second user of the same workspace is not the same person as well', async () => {
  await decide('alex', 'tom')
  await asks('tom', 'U_TWIN')
  await expect(decide('alex', 'tom', { changeId: form('twin') }, 'U_TWIN')).rejects.toThrow(
    'tom in Slack is Tom in this workspace already',
  )
  await decide('alex', 'tom', { seenState: 'confirmed', answer: 'refuse' })
  await decide('alex', 'tom', { changeId: form('twin again').replace(' ', '-') }, 'U_TWIN')
  expect(await stateOf('U_TWIN')).toBe('confirmed')
})

test.each<[string, Answer]>([
  ['another person than is asked about', { personId: 'ines' }],
  ['another state than it has', { seenState: 'refused' }],
])('what the page showed has to be so still: %s', async (_, more) => {
  await expect(decide('alex', 'tom', more)).rejects.toThrow('was changed meanwhile')
  expect(await stateOf('U_TOM')).toBe('asked')
})

test('a user who is gone is not decided about', async () => {
  await changeSlackPerson(open.db, { teamId, userId: 'U_TOM' }, { state: 'gone' })
  await expect(decide('alex', 'tom')).rejects.toThrow('was changed meanwhile')
  await expect(decide('alex', 'tom', { seenState: 'gone' })).rejects.toThrow('seenState')
})

test('the same answer twice by two forms is told, and changes nothing', async () => {
  await decide('alex', 'tom')
  await expect(decide('eve', 'tom', { seenState: 'confirmed' })).rejects.toThrow('meanwhile')
})

test.each([
  ['U_NOBODY', 'Nobody in Slack has asked'],
  ["U'; drop", 'is no id of Slack'],
  ['', 'is no id of Slack'],
])('the user "%s" is refused', async (userId, says) => {
  await expect(decide('alex', 'tom', {}, userId)).rejects.toThrow(says)
})

const channel = (costsShown: boolean, use: string) => ({
  teamId,
  channelId: 'C_BUY',
  name: 'purchasing',
  costsShown,
  changeId: form(use),
})

test('only an administrator opens a channel to costs, and closes it again', async () => {
  const at = { teamId, channelId: 'C_BUY' }
  await noteSlackChannel(open.db, { ...at, name: 'buying', setBy: 'ana', setAt: noon })
  for (const by of ['ana', 'tom', 'priya']) {
    await expect(signedIn(open.db, by)(setSlackChannel, channel(true, by))).rejects.toThrow(
      'does not decide what a channel may see',
    )
  }
  expect(await costsShownIn(open.db, at)).toBe(false)
  await signedIn(open.db, 'alex')(setSlackChannel, channel(true, 'show'))
  expect(await costsShownIn(open.db, at)).toBe(true)
  expect(await costsShownIn(open.db, { teamId: 'T0ELSE', channelId: 'C_BUY' })).toBe(false)
  expect(await slackChannelsOf(open.db)).toMatchObject([{ name: 'buying', setBy: 'alex' }])
  await signedIn(open.db, 'eve')(setSlackChannel, channel(false, 'hide'))
  expect(await costsShownIn(open.db, at)).toBe(false)
  expect(
    (await auditOf(open.db, 'slack.costs_')).map(({ actor, action }) => [actor, action]),
  ).toEqual([
    ['alex', 'slack.costs_shown'],
    ['eve', 'slack.costs_hidden'],
  ])
})
