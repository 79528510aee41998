import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import type { OpenDatabase } from '#store/database.ts'
import { changeSlackPerson, slackPerson } from '#store/slack-people.ts'
import { slackDeliveries } from '#store/schema-slack.ts'
import type { SlackApplication, SlackProgram } from '#surfaces/slack/program.ts'
import { orderNow, submitted } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { readable } from './loopback/read-page.ts'
import { slackShop, userOf, type SlackShop } from './world.ts'

let database: OpenDatabase
let world: SlackShop
let isReporting = false
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
afterEach(async () => {
  const { reports } = world
  await world.close()
  await emptyTables(database.db)
  if (reports.length > 0 && !isReporting) throw new AggregateError(reports, 'the bot reported')
  isReporting = false
})

/** The shop; what an application of the program does may be changed. */
async function openShop(
  change: (known: SlackApplication) => Partial<SlackApplication> = () => ({}),
) {
  const program = (known: SlackProgram): SlackProgram => ({
    ...known,
    applicationFor: (person) => {
      const application = known.applicationFor(person)
      return { ...application, ...change(application) }
    },
  })
  world = await slackShop({ transport: 'http', database, program })
}

async function open(personId: string): Promise<string> {
  const { status } = await world.slack.openHome(userOf(personId))
  expect(status).toBe(200)
  await world.settled()
  return pageOf(personId)
}

const pageOf = (personId: string) => readable(world.slack.home(userOf(personId))!)
const homeOf = (personId: string) => world.slack.home(userOf(personId))!
const publishes = () => world.slack.calls('views.publish')
const mappingOf = async (personId: string) =>
  (await slackPerson(world.db, { teamId: world.slack.teamId, userId: userOf(personId) }))!.mapping

describe('the home tab', () => {
  test('shows what waits for its reader, what needs a person, the list and how they are told', async () => {
    await openShop()
    const order = await submitted(world.db, 60, { by: 'maya' })
    const page = await open('ines')
    expect(page).toContain('Ines · as of 20 Nov 2026')
    expect(page).toContain('1 order waiting for you.')
    expect(page).toMatch(new RegExp(`${order.number} · Acme · £252.00 · 1 line +\\[ Review \\]`))
    expect(page).toContain('Exceptions')
    expect(page).toContain('Reorder this week')
    expect(page).toContain('Monday digest on · Quiet from 19:00 to 08:00 · Europe/London')
    expect(page).not.toContain('Looking')
    expect(await open('maya')).toContain('No order waits for you, 1 for others.')
  })

  test('shows at once what is known, and the rest when it is there', async () => {
    let finish: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      finish = resolve
    })
    await openShop(({ callTool }) => ({
      callTool: async (name, input) => {
        await slow
        return callTool(name, input)
      },
    }))
    await submitted(world.db, 60, { by: 'maya' })
    await world.slack.openHome(userOf('ines'))
    await expect.poll(() => publishes().length, { timeout: 20_000 }).toBe(1)
    expect(pageOf('ines')).toMatch(/1 order waiting for you[^]*Exceptions\n═+\n +Looking …/)
    finish()
    await world.settled()
    expect(publishes()).toHaveLength(2)
    expect(pageOf('ines')).not.toContain('Looking')
    expect(pageOf('ines')).toContain('1 order waiting for you.')
  })

  test('a part that fails says why, the others stand', async () => {
    const full = new QuartermasterError('invalid', 'A rate is missing.', 'Enter the rate of EUR.')
    await openShop(({ callTool }) => ({
      callTool: (name, input) =>
        name === 'find_exceptions' ? Promise.reject(full) : callTool(name, input),
    }))
    const page = await open('ines')
    expect(page).toContain('A rate is missing. Enter the rate of EUR.')
    expect(page).toContain('No order waits for you.')
  })

  test('of a defect the reader learns no more than that, and it is reported', async () => {
    isReporting = true
    const defect = new Error('select secret from table')
    await openShop(() => ({ approvalInbox: () => Promise.reject(defect) }))
    const page = await open('ines')
    expect(page).toContain('Something failed inside Quartermaster; nothing was changed.')
    expect(page).not.toContain('secret')
    expect(world.reports).toEqual([defect])
  })

  test('is looked at anew by its button', async () => {
    await openShop()
    await open('ines')
    await submitted(world.db, 60, { by: 'maya' })
    await world.slack.click(userOf('ines'), homeOf('ines'), 'refresh_home')
    await world.settled()
    expect(pageOf('ines')).toContain('1 order waiting for you.')
  })

  test('brings the card of an order to review, on which it is decided, and shows that it was', async () => {
    await openShop()
    const { number } = await submitted(world.db, 60, { by: 'maya' })
    await open('ines')
    await world.slack.click(userOf('ines'), homeOf('ines'), 'review_order')
    await world.settled()
    expect(readable(world.slack.view(userOf('ines'))!)).toContain(
      `The card of ${number} is the newest of our messages now.`,
    )
    const direct = world.slack.im(userOf('ines'))
    const card = world.slack.messages(direct).at(-1)!
    expect(readable(card)).toContain(number)
    const counted = world.slack.messages(direct).length
    await world.slack.redeliver(world.slack.lastDelivery())
    await world.settled()
    expect(world.slack.messages(direct)).toHaveLength(counted)
    await world.slack.click(userOf('ines'), card, 'approve_po')
    await world.settled()
    expect(await orderNow(world.db, number)).toMatchObject({ state: 'approved' })
    expect(pageOf('ines')).toContain('No order waits for you.')
    const shown = () => world.slack.messages(direct).map((message) => readable(message))
    const isDecided = () => shown().every((page) => !page.includes('[ Approve ]'))
    await expect.poll(isDecided, { timeout: 20_000 }).toBe(true)
  })

  test('lets nobody review an order that is not there', async () => {
    await openShop()
    await submitted(world.db, 60, { by: 'maya' })
    await open('ines')
    await world.slack.click(userOf('ines'), homeOf('ines'), 'review_order')
    await world.settled()
    const { payload } = world.slack.lastDelivery()
    const forged = structuredClone(payload) as { actions: Record<string, unknown>[] }
    Object.assign(forged.actions[0]!, { value: 'PO-2026-9999', action_ts: '1.2' })
    const body = new URLSearchParams({ payload: JSON.stringify(forged) }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const direct = world.slack.im(userOf('ines'))
    const before = world.slack.messages(direct).length
    await world.slack.raw({ headers: { ...world.slack.sign(body), ...type }, body })
    await world.settled()
    expect(world.slack.messages(direct)).toHaveLength(before)
    const [told] = world.slack.ephemerals(direct, userOf('ines'))
    expect(readable(told!)).toContain('PO-2026-9999')
  })

  test('an older look that ends later does not cover a newer one', async () => {
    let looks = 0
    let finish: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      finish = resolve
    })
    await openShop(({ approvalInbox }) => ({
      approvalInbox: async () => {
        const known = await approvalInbox()
        looks += 1
        if (looks === 1) await slow
        return known
      },
    }))
    await world.slack.openHome(userOf('ines'))
    await expect.poll(() => looks, { timeout: 20_000 }).toBe(1)
    await submitted(world.db, 60, { by: 'maya' })
    await world.slack.openHome(userOf('ines'))
    await expect.poll(() => pageOf('ines'), { timeout: 20_000 }).toMatch(/1 order waiting/)
    finish()
    await world.settled()
    expect(pageOf('ines')).toContain('1 order waiting for you.')
  })

  test('writes down where its reader is now', async () => {
    await openShop()
    const user = { id: 'U_INES', name: 'ines', email: 'ines@shop.example' }
    world.slack.addUser({ ...user, tz: 'Pacific/Auckland' })
    expect(await open('ines')).toContain('Pacific/Auckland')
    expect(await mappingOf('ines')).toMatchObject({ timeZone: 'Pacific/Auckland' })
  })
})

describe('the settings', () => {
  async function openSettings(personId: string) {
    await open(personId)
    await world.slack.click(userOf(personId), homeOf(personId), 'edit_settings')
    await world.settled()
    return world.slack.view(userOf(personId))!
  }

  test('are a person\u2019s own: what one sets changes nobody else', async () => {
    await openShop()
    const view = await openSettings('maya')
    await world.slack.choose(userOf('maya'), view, 'quiet_from', '21:30')
    await world.slack.choose(userOf('maya'), view, 'quiet_until', '06:45')
    await world.slack.choose(userOf('maya'), view, 'digest', [])
    const before = await mappingOf('ines')
    await world.slack.submit(userOf('maya'))
    await world.settled()
    expect(await mappingOf('maya')).toMatchObject({
      quietFrom: '21:30',
      quietUntil: '06:45',
      digest: false,
    })
    expect(await mappingOf('ines')).toEqual(before)
    expect(world.slack.view(userOf('maya'))).toBeNull()
    expect(pageOf('maya')).toContain('Monday digest off · Quiet from 21:30 to 06:45')
  })

  test('one of the two times alone is refused at once, under its input', async () => {
    await openShop()
    const view = await openSettings('maya')
    await world.slack.choose(userOf('maya'), view, 'quiet_until', '')
    const { body } = await world.slack.submit(userOf('maya'))
    expect(body).toEqual({
      response_action: 'errors',
      errors: { quiet_until: 'Quiet hours need both times. Leave both empty for none.' },
    })
    expect(await mappingOf('maya')).toMatchObject({ quietFrom: '19:00', quietUntil: '08:00' })
  })

  test('without both times nothing is quiet', async () => {
    await openShop()
    const view = await openSettings('maya')
    await world.slack.choose(userOf('maya'), view, 'quiet_from', '')
    await world.slack.choose(userOf('maya'), view, 'quiet_until', '')
    await world.slack.submit(userOf('maya'))
    await world.settled()
    const { quietFrom, quietUntil, digest } = await mappingOf('maya')
    expect([quietFrom === quietUntil, digest]).toEqual([true, true])
    expect(pageOf('maya')).toContain('No quiet hours')
  })

  test('of a view that names somebody else are still those of who sent it', async () => {
    await openShop()
    await openSettings('maya')
    await world.slack.submit(userOf('maya'))
    await world.settled()
    const delivery = world.slack
      .deliveries()
      .findLast(({ payload }) => payload['type'] === 'view_submission')!
    const payload = structuredClone(delivery.payload) as { view: Record<string, unknown> }
    payload.view['id'] = 'V_FORGED'
    payload.view['private_metadata'] = JSON.stringify({ user: userOf('ines'), personId: 'ines' })
    payload.view['state'] = {
      values: {
        quiet_from: { quiet_from: { selected_time: '01:00' } },
        quiet_until: { quiet_until: { selected_time: '02:00' } },
      },
    }
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    await world.slack.raw({ headers: { ...world.slack.sign(body), ...type }, body })
    await world.settled()
    expect(await mappingOf('maya')).toMatchObject({ quietFrom: '01:00', quietUntil: '02:00' })
    expect(await mappingOf('ines')).toMatchObject({ quietFrom: '19:00', quietUntil: '08:00' })
  })

  test('are shown to nobody who has left', async () => {
    await openShop()
    await open('maya')
    const user = { teamId: world.slack.teamId, userId: userOf('maya') }
    await changeSlackPerson(world.db, user, { state: 'refused' })
    await world.slack.click(userOf('maya'), homeOf('maya'), 'edit_settings')
    await world.settled()
    expect(world.slack.view(userOf('maya'))).toBeNull()
    expect(await world.db.select().from(slackDeliveries)).toHaveLength(2)
  })
})
