import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { secretOf } from '#root/secret.ts'
import { confirmSlackPerson } from '#commands/confirm-slack-person.ts'
import { setActive } from '#commands/set-active.ts'
import type { OpenDatabase } from '#store/database.ts'
import { slackPeopleOf, slackPerson } from '#store/slack-people.ts'
import { openDoor, type Door } from '#surfaces/slack/door.ts'
import { whoIs } from '#surfaces/slack/identity.ts'
import { openWebApi } from '#surfaces/slack/web-api.ts'
import { hoursOn, noon, openForBusiness, signedIn } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { loopbackSlack } from './loopback/slack.ts'
import type { LoopbackSlack, NewUser } from './loopback/types.ts'

const form = (use: string) => `form-${use}`.padEnd(24, '-')

let open: OpenDatabase
let slack: LoopbackSlack
let door: Door

beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  slack = await loopbackSlack()
  const token = secretOf(slack.tokens.bot)
  const sleep = () => Promise.resolve()
  door = openDoor(slack.teamId, openWebApi({ apiUrl: slack.apiUrl, token, sleep }))
  join()
})
afterEach(() => slack.close())

/** Tom is in Slack, with the address that the shop has of him. */
function join(changes: Partial<NewUser> = {}): void {
  slack.addUser({ id: 'U_TOM', name: 'Tom in Slack', email: 'Tom@Shop.example', ...changes })
}

const tom = () => ({ teamId: slack.teamId, userId: 'U_TOM' })
const who = (at = noon) => whoIs(open.db, door, tom(), at)
const asked = () => slack.calls('users.info').length

async function decide(answer: 'confirm' | 'refuse', seenState = 'asked', by = 'alex') {
  const input = { ...tom(), personId: 'tom', seenState, answer, changeId: form(answer + seenState) }
  return signedIn(open.db, by)(confirmSlackPerson, input)
}

describe('the first contact', () => {
  it('is written down for an administrator, and lets nobody in', async () => {
    expect(await who()).toEqual({ outcome: 'unconfirmed', personName: 'Tom', isNew: true })
    expect(await slackPerson(open.db, tom())).toMatchObject({
      mapping: {
        state: 'asked',
        personId: 'tom',
        email: 'Tom@Shop.example',
        timeZone: 'Europe/Berlin',
      },
    })
  })

  it('is not looked up again while nobody decided', async () => {
    await who()
    expect(await who()).toEqual({ outcome: 'unconfirmed', personName: 'Tom', isNew: false })
    expect(asked()).toBe(1)
  })

  it.each<[string, Partial<NewUser>, string]>([
    ['a guest', { isRestricted: true }, 'guest'],
    ['a guest of one channel', { isUltraRestricted: true }, 'guest'],
    ['somebody who left', { deleted: true }, 'deactivated'],
    ['a program', { isBot: true }, 'bot'],
    ['an address of nobody', { email: 'else@shop.example' }, 'unknown'],
    ['no address', { email: null }, 'unknown'],
  ])('of %s leaves nothing behind', async (_, changes, outcome) => {
    join(changes)
    expect(await who()).toMatchObject({ outcome })
    expect(await slackPeopleOf(open.db)).toEqual([])
  })

  it('of somebody from another company leaves nothing behind, whatever address they have', async () => {
    slack.addChannel({ id: 'C_SHARED', name: 'shared', members: ['U_TOM'], isShared: true })
    join({ teamId: 'T0ELSE', isStranger: true })
    expect(await who()).toEqual({ outcome: 'external' })
    join({ teamId: 'T0ELSE' })
    const other = { teamId: 'T0ELSE', userId: 'U_TOM' }
    await expect(whoIs(open.db, door, other, noon)).rejects.toThrow('user_not_found')
    expect(await slackPeopleOf(open.db)).toEqual([])
  })

  it('with an address that two people have is nobody', async () => {
    await open.db.execute("update person set email = 'TOM@shop.example' where id = 'ana'")
    expect(await who()).toMatchObject({ outcome: 'unknown' })
  })

  it('of somebody who does not work here any more says so', async () => {
    await open.db.execute("update person set active = false where id = 'tom'")
    expect(await who()).toEqual({ outcome: 'deactivated' })
    expect(await slackPeopleOf(open.db)).toEqual([])
  })
})

describe('after a word of an administrator', () => {
  it('a confirmed user is the person as the books have them at this moment', async () => {
    await who()
    await decide('confirm')
    expect(await who()).toMatchObject({ outcome: 'person', person: { id: 'tom', name: 'Tom' } })
    await open.db.execute("update person set name = 'Thomas', role = 'buyer' where id = 'tom'")
    expect(await who()).toMatchObject({ person: { name: 'Thomas', role: 'buyer' } })
    expect(asked()).toBe(1)
  })

  it('somebody who is deactivated in the shop has no access at the very next click', async () => {
    await who()
    await decide('confirm')
    const leaving = { changeId: form('out'), person: 'tom', seenActive: true, active: false }
    await signedIn(open.db, 'alex')(setActive, { ...leaving, reason: 'left' })
    expect(await who()).toEqual({ outcome: 'deactivated' })
  })

  it('a refused user stays out, and is not asked about again', async () => {
    await who()
    await decide('refuse')
    expect(await who()).toEqual({ outcome: 'refused' })
    expect(await slackPerson(open.db, tom())).toMatchObject({ mapping: { state: 'refused' } })
  })

  it('access can be taken away again', async () => {
    await who()
    await decide('confirm')
    await decide('refuse', 'confirmed')
    expect(await who()).toEqual({ outcome: 'refused' })
  })

  it('the same id in another workspace is somebody else', async () => {
    await who()
    await decide('confirm')
    const other = { teamId: 'T0ELSE', userId: 'U_TOM' }
    expect(await whoIs(open.db, door, other, noon)).toEqual({ outcome: 'external' })
  })
})

it('whoever is gone is asked about anew, as whom they are now', async () => {
  await who()
  await decide('confirm')
  await open.db.execute("update slack_person set state = 'gone'")
  join({ email: 'ben@shop.example' })
  await open.db.execute("update person set active = false where id = 'tom'")
  expect(await who(hoursOn(1))).toEqual({ outcome: 'unconfirmed', personName: 'Ben', isNew: true })
  expect(await slackPerson(open.db, tom())).toMatchObject({
    mapping: { state: 'asked', personId: 'ben', decidedBy: null, decidedAt: null },
  })
})
