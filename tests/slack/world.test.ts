import { afterEach, expect, it } from 'vitest'
import { channelId, slackShop, type SlackShop } from './world.ts'

let world: SlackShop | null = null
afterEach(async () => {
  await world?.close()
  world = null
})

it.each(['http', 'socket'] as const)(
  'over %s a mention reaches its listener once, as the person it is',
  async (transport) => {
    const heard: string[] = []
    const app_mention = async ({ who }: { who: { person: { id: string } } }) => {
      heard.push(who.person.id)
    }
    const listeners = { events: { app_mention }, notices: {}, commands: {}, clicks: {}, views: {} }
    world = await slackShop({ transport, parts: { listeners } })
    const { slack } = world
    const said = await slack.say('U_MAYA', channelId, `<@${slack.botUserId}> what to reorder?`)
    expect(said.status).toBe(200)
    await slack.redeliver(slack.lastDelivery())
    await world.settled()
    expect(heard).toEqual(['maya'])
    expect(world.reports).toEqual([])
  },
)
