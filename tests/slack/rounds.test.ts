import { afterAll, beforeAll, expect, it } from 'vitest'
import { slackDeliveries } from '#store/schema-slack.ts'
import { slackShop, type SlackShop } from './world.ts'

let world: SlackShop
beforeAll(async () => {
  world = await slackShop({ transport: 'http' })
})
afterAll(() => world.close())

const dayMs = 86_400_000

it('every night what was worked a week ago is forgotten, and nothing younger', async () => {
  const { slack, db } = world
  const kept = () => db.select().from(slackDeliveries)
  await slack.say('U_MAYA', slack.im('U_MAYA'), 'hello')
  await world.settled()
  const { work } = world.rounds().find(({ name }) => name === 'slack_forget')!
  world.advance(6.9 * dayMs)
  await work()
  expect(await kept()).toHaveLength(1)
  world.advance(0.2 * dayMs)
  await work()
  expect(await kept()).toEqual([])
})
