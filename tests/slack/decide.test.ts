// A decision from the card, over both transports: one click, one effect, and everybody sees who and when.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { card, hoursOn, orderNow, signedIn, submitted } from '../commands/world.ts'
import { approvalsOf } from './approving.ts'
import { buttonsOf, cardShop, direct, nowAt, said, seen, whispered } from './card-shop.ts'
import type { SlackShop, Transport } from './world.ts'
import { userOf } from './world.ts'

// Each test is a shop, a Slack and a bot; on a busy machine a whole day of them takes its time.
vi.setConfig({ testTimeout: 120_000 })

let world: SlackShop
afterEach(() => world.close())

const waits = 'waits for a decision'
const click = (who: string, message: Parameters<SlackShop['slack']['click']>[1], name: string) =>
  world.slack.click(userOf(who), message, name)

describe.each<Transport>(['http', 'socket'])('over %s', (transport) => {
  it('whoever may decide has a card with a button, and nobody else', async () => {
    world = await cardShop(transport)
    const { number } = await submitted(world.db, 60, { by: 'maya' })
    for (const manager of ['ines', 'tom']) {
      const stands = await seen(world, manager, `${number} ${waits}`)
      expect(buttonsOf(stands)).toEqual(['approve_po', 'reject_po', 'ask_requester', 'open_order'])
    }
    for (const other of ['maya', 'sam', 'priya', 'ben']) expect(direct(world, other)).toEqual([])
  })

  it('one click approves; every card says who and when and has no button, and the requester is told', async () => {
    world = await cardShop(transport)
    const { number } = await submitted(world.db, 60, { by: 'maya' })
    const [ines, tom] = [await seen(world, 'ines', waits), await seen(world, 'tom', waits)]
    world.advance(60_000)
    await click('ines', ines, 'approve_po')
    await world.settled()
    expect(await orderNow(world.db, number)).toMatchObject({ state: 'approved' })
    expect(world.jobs).toHaveLength(1)
    for (const [who, stands] of [
      ['ines', ines],
      ['tom', tom],
    ] as const) {
      await seen(world, who, 'Approved by Ines, 20 Nov 2026, 12:01')
      expect(buttonsOf(nowAt(world, stands))).toEqual([])
      expect(direct(world, who)).toHaveLength(1)
    }
    expect(said(await seen(world, 'maya', 'was approved by Ines'))).toContain(number)
    expect(world.reports).toEqual([])
  })
})

describe('a click', () => {
  it('twice, and its delivery again, is one approval', async () => {
    world = await cardShop('http')
    const { number } = await submitted(world.db, 60, { by: 'maya' })
    const stands = await seen(world, 'ines', waits)
    await Promise.all([click('ines', stands, 'approve_po'), click('ines', stands, 'approve_po')])
    await world.slack.redeliver(world.slack.lastDelivery())
    await world.settled()
    expect(await approvalsOf(world.db, number)).toBe(1)
    expect(world.jobs).toHaveLength(1)
    expect(direct(world, 'maya')).toHaveLength(1)
    expect(whispered(world, 'ines')).toMatch(/nothing was done twice|can not be approved/)
  })

  it('of two managers at the same moment: one approves, the other is told', async () => {
    world = await cardShop('http')
    const { number } = await submitted(world.db, 60, { by: 'maya' })
    const [ines, tom] = [await seen(world, 'ines', waits), await seen(world, 'tom', waits)]
    await Promise.all([click('ines', ines, 'approve_po'), click('tom', tom, 'approve_po')])
    await world.settled()
    expect(await approvalsOf(world.db, number)).toBe(1)
    expect(world.jobs).toHaveLength(1)
    const told = whispered(world, 'ines') + whispered(world, 'tom')
    expect(told).toMatch(/can not be approved/)
  })

  it("on somebody else's card decides nothing, even for a manager", async () => {
    world = await cardShop('http')
    const { number } = await submitted(world.db, 60, { by: 'maya' })
    const stands = await seen(world, 'ines', waits)
    world.slack.addChannel({
      id: stands.channel,
      name: 'im',
      members: [userOf('ines'), userOf('tom')],
    })
    await click('tom', stands, 'approve_po')
    await world.settled()
    expect(await approvalsOf(world.db, number)).toBe(0)
    expect(JSON.stringify(world.slack.ephemerals(stands.channel, userOf('tom')))).toContain(
      'for somebody else',
    )
  })
})

it('a yes on the web is shown on every card in Slack', async () => {
  world = await cardShop('http')
  const order = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await seen(world, 'tom', waits)
  // The round that put the cards up is over: what follows is learnt from the audit alone.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await signedIn(world.db, 'tom', hoursOn(1))(approveOrder, card(order))
  await seen(world, 'ines', 'Approved by Tom')
  expect(buttonsOf(nowAt(world, stands))).toEqual([])
})
