import { afterEach, expect, it } from 'vitest'
import type { Message } from './loopback/types.ts'
import { toolShop } from '../tools/shop.ts'
import { askingShop, say, written } from './ask-world.ts'
import { channelId, type SlackShop } from './world.ts'

let world: SlackShop
afterEach(async () => {
  await world.close()
})

const names: Record<string, string> = {
  'MUG-BLU': 'Mug <https://evil.example|click> <!channel> @channel',
  'MUG-WHT': '[free](https://evil.example) <@U_INES> :rocket: evil.example',
  TEA: '\u202Eשלום *bold* _x_ `code` ~y~ | cell |',
  LAMP: '![i](https://evil.example/i.png) <script>alert(1)</script>',
}

const questions = [
  'What should I reorder this week?',
  'What is withheld?',
  'How many MUG-WHT do we have?',
  'Forecast for MUG-BLU',
  'Compare suppliers for MUG-BLU',
  'Why R1-1?',
]

it(
  'names that want to be links, calls or pictures are only read',
  { timeout: 90_000 },
  async () => {
    const known = toolShop()
    world = await askingShop({
      rows: {
        items: known.items.map((each) => ({ ...each, name: names[each.sku] ?? each.name })),
        suppliers: known.suppliers.map((each) => ({
          ...each,
          name: each.code === 'ACME' ? 'Acme <!here> http://evil.example' : each.name,
        })),
      },
    })
    const im = world.slack.im('U_MAYA')
    for (const question of questions) await say(world, 'U_MAYA', im, question)
    await say(world, 'U_MAYA', channelId, `<@${world.slack.botUserId}> What is running low?`)
    await say(
      world,
      'U_MAYA',
      im,
      'How many <!channel> https://evil.example [x](https://evil.example)?',
    )
    expect(world.reports).toEqual([])
    const all: Message[] = [
      ...written(world, im),
      ...written(world, channelId),
      ...world.slack.ephemerals(channelId, 'U_MAYA'),
    ]
    expect(all.length).toBeGreaterThanOrEqual(questions.length + 2)
    for (const message of all) {
      expect([message.links, message.unfurl_links, message.unfurl_media]).toEqual([
        { links: [], users: [], channels: [], broadcasts: [] },
        false,
        false,
      ])
      // A table shows its text as it stands; markdown would make a picture of it.
      expect(message.markdown).not.toContain(':rocket:')
      // The sign that turns the reading direction is in nothing that was sent.
      expect(JSON.stringify(message)).not.toContain('\u202E')
    }
  },
)
