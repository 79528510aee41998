// What holds when two tell at once and nothing but the books keeps them apart.
import { afterEach, expect, test } from 'vitest'
import { sendAlerts } from '#surfaces/slack/alerts.ts'
import { sendDigests } from '#surfaces/slack/digest.ts'
import type { SlackProgram } from '#surfaces/slack/program.ts'
import type { Slack } from '#surfaces/slack/slack.ts'
import { openWorkspaces } from '#surfaces/slack/workspaces.ts'
import { expectedOrder } from './alerts-world.ts'
import { crew, slackShop, userOf, type SlackShop } from './world.ts'

let world: SlackShop
afterEach(async () => {
  const { reports } = world
  await world.close()
  if (reports.length > 0) throw new AggregateError(reports, 'the bot reported')
})

function told(): Record<string, number> {
  const counts = crew.map(({ id }) => [id, countOf(id)] as const)
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}
const countOf = (id: string) => world.slack.messages(world.slack.im(userOf(id))).length

test('two who do not know of one another tell each fact once', async () => {
  let program: SlackProgram | null = null
  world = await slackShop({
    transport: 'http',
    startsAt: Date.parse('2026-12-07T09:00:00Z'),
    program: (known) => (program = known),
  })
  for (let at = 0; at < 3; at++) await expectedOrder(world.db, { units: 12 + at })
  const sleep = () => Promise.resolve()
  const another = (): Slack => {
    const { db, settings } = world
    return { program: program!, db, sleep, ...openWorkspaces({ db, settings, sleep }) }
  }
  const [one, two] = [another(), another()]
  await Promise.all([sendDigests(one), sendDigests(two), sendAlerts(one), sendAlerts(two)])
  expect(told()).toEqual({ maya: 4, ben: 4, ines: 1 })
})
