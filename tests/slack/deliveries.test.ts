import { afterEach, expect, it } from 'vitest'
import type { Act } from '#surfaces/slack/router.ts'
import { chance } from '../trust/random.ts'
import { oneEffectEach } from './many.ts'
import { channelId, slackShop, type SlackShop } from './world.ts'

let world: SlackShop | null = null
afterEach(async () => {
  await world?.close()
  world = null
})

it('300 deliveries with retries, doubles, reorder and replays have one effect each', async () => {
  expect(await oneEffectEach({ count: 300, seed: 20_261_122, failsEach: 31 }, 60)).toMatch(/^300 /)
}, 120_000)

it('over the socket too, also where it drops in between', async () => {
  const done: string[] = []
  const app_mention: Act = async (_visit, body) => {
    done.push((body['event'] as { text: string }).text)
  }
  const listeners = { events: { app_mention }, notices: {}, commands: {}, clicks: {}, views: {} }
  const parts = { listeners, feedEveryMs: 3_600_000 }
  world = await slackShop({ transport: 'socket', parts })
  const { slack } = world
  slack.hold(true)
  const numbers = Array.from({ length: 100 }, (_, at) => String(at))
  for (const text of numbers) {
    const said = { user: 'U_MAYA', channel: channelId, ts: `${text}.1`, text }
    await slack.event({ type: 'app_mention', ...said })
  }
  slack.hold(false)
  const random = chance(7)
  const sendings = [...slack.deliveries(), ...slack.deliveries()]
    .map((delivery) => ({ delivery, at: random.below(1_000) }))
    .toSorted((a, b) => a.at - b.at)
  for (const [at, { delivery }] of sendings.entries()) {
    if (at === 60) slack.dropSocket()
    if (at === 120) slack.refreshSocket()
    await slack.redeliver(delivery)
    // Slack sends on another connection what was not acknowledged on this one.
    while (!delivery.isDone) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      await slack.redeliver(delivery)
    }
  }
  await world.settled()
  expect(done.toSorted()).toEqual(numbers.toSorted())
}, 120_000)
