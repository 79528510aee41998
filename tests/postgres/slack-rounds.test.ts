// Two processes that are both connected to Slack, on one server.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { OpenDatabase } from '#store/database.ts'
import { openDatabase } from '#store/database.ts'
import { sendAlerts } from '#surfaces/slack/alerts.ts'
import { sendDigests } from '#surfaces/slack/digest.ts'
import type { SlackProgram } from '#surfaces/slack/program.ts'
import { slackRounds } from '#surfaces/slack/rounds.ts'
import type { Slack } from '#surfaces/slack/slack.ts'
import { openWorkspaces } from '#surfaces/slack/workspaces.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { expectedOrder } from '../slack/alerts-world.ts'
import { crew, slackShop, userOf, type SlackShop } from '../slack/world.ts'

let open: OpenDatabase
let other: OpenDatabase
let world: SlackShop
beforeAll(async () => {
  open = await freshDatabase()
  if (open.kind !== 'postgres') throw new Error('this is about a real server')
  const databaseUrl = open.pool.options.connectionString!
  other = await openDatabase({ dataFolder: null, databaseUrl })
})
afterEach(async () => {
  const { reports } = world
  await world.close()
  await emptyTables(open.db)
  if (reports.length > 0) throw new AggregateError(reports, 'the bot reported')
})
afterAll(async () => {
  await other.close()
  await open.close()
})

/** The bot of each process, on a Monday on which three orders are late. */
async function twoBots(): Promise<[Slack, Slack]> {
  let program: SlackProgram | null = null
  world = await slackShop({
    transport: 'http',
    database: open,
    startsAt: Date.parse('2026-12-07T09:00:00Z'),
    program: (known) => (program = known),
  })
  for (let at = 0; at < 3; at++) await expectedOrder(world.db, { units: 12 + at })
  const sleep = () => Promise.resolve()
  const botOn = (database: OpenDatabase): Slack => {
    const { db } = database
    const workspaces = openWorkspaces({ db, settings: world.settings, sleep })
    return { program: { ...program!, database }, db, sleep, ...workspaces }
  }
  return [botOn(open), botOn(other)]
}

function told(): Record<string, number> {
  const counts = crew.map(
    ({ id }) => [id, world.slack.messages(world.slack.im(userOf(id))).length] as const,
  )
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

test('their rounds tell each fact once', async () => {
  const rounds = (await twoBots()).flatMap(slackRounds)
  await Promise.all([...rounds, ...rounds].map(({ work }) => work()))
  expect(told()).toEqual({ maya: 4, ben: 4, ines: 1 })
  await Promise.all(rounds.map(({ work }) => work()))
  expect(told()).toEqual({ maya: 4, ben: 4, ines: 1 })
})

test('without a hold on the rounds the books keep them from telling twice', async () => {
  const bots = await twoBots()
  await Promise.all([...bots.map(sendDigests), ...bots.map(sendAlerts)])
  expect(told()).toEqual({ maya: 4, ben: 4, ines: 1 })
})
