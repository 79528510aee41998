// What others wrote on a card, and a Slack that fails while the card is changed.
import { afterEach, expect, it } from 'vitest'
import { noon, orderNow } from '../commands/world.ts'
import { item } from '../store/small-shop.ts'
import { approvalsOf, submittedAs } from './approving.ts'
import { slackShop, type SlackShop } from './world.ts'

let world: SlackShop
afterEach(() => world.close())

const order = 'PO-1042'
const moment = { at: noon, asOf: noon.slice(0, 10) }
const cards = () => world.slack.messages(world.slack.im('U_INES'))

async function cardOfIt(): Promise<void> {
  await submittedAs(world.db, { number: order, revision: 1 }, moment)
  await expect.poll(() => cards().length, { timeout: 20_000 }).toBe(1)
}

it.each([
  '<https://evil.example|PO-1042>',
  '![PO-1042](https://evil.example/p.png)',
  '[PO-1042](https://evil.example)',
  'https://evil.example/PO-1042',
  '<!channel> <@U_MAYA>',
])('an item called %s becomes no link, picture or call on the card', async (name) => {
  const items = [item('MUG', name), item('TEA', 'Green tea')]
  world = await slackShop({ transport: 'http', rows: { items }, parts: { feedEveryMs: 50 } })
  await cardOfIt()
  const [card] = cards()
  const said = JSON.stringify(card!.blocks)
  expect(said).toMatch(/evil\.example|!channel/)
  expect(said).not.toContain('image_url')
  const { links, users, broadcasts } = card!.links
  expect(links.filter(({ url }) => url.includes('evil'))).toEqual([])
  expect({ users, broadcasts }).toEqual({ users: [], broadcasts: [] })
  expect(world.reports).toEqual([])
})

it('while Slack refuses the changed card, one approval stands, and in the end the card says so', async () => {
  world = await slackShop({ transport: 'http', parts: { feedEveryMs: 50 } })
  await cardOfIt()
  const { slack } = world
  slack.fail('chat.update', { status: 429, retryAfterSeconds: 30 })
  slack.fail('chat.update', { status: 503, times: 2 })
  slack.fail('chat.update', { hangUp: true, afterDoing: true })
  const clicked = await slack.click('U_INES', cards()[0]!, /^approve_po/)
  expect(clicked.status).toBe(200)
  await world.settled()
  await expect.poll(() => JSON.stringify(cards()[0]!.blocks)).not.toContain('approve_po')
  expect(world.slept).toContain(30_000)
  expect(await approvalsOf(world.db, order)).toBe(1)
  expect((await orderNow(world.db, order)).state).toBe('approved')
  expect(cards()).toHaveLength(1)
  expect(world.jobs).toHaveLength(1)
})
