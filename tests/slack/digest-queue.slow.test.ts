// The rounds of the bot on the real job queue, by its own clock.
import { TestClock } from 'pg-boss'
import { afterEach, expect, test } from 'vitest'
import { startJobs } from '#jobs/start-jobs.ts'
import type { RunningJobs } from '#jobs/start-jobs.ts'
import { asOfDay } from '#operations/shop.ts'
import { crew, slackShop, until, userOf, type SlackShop } from './world.ts'

let world: SlackShop
let jobs: RunningJobs | null = null
afterEach(async () => {
  await jobs?.stop()
  jobs = null
  const { reports } = world
  await world.close()
  if (reports.length > 0) throw new AggregateError(reports, 'the bot reported')
})

function told(): Record<string, number> {
  const counts = crew.map(({ id }) => [id, countOf(id)] as const)
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}
const countOf = (id: string) => world.slack.messages(world.slack.im(userOf(id))).length

test('the job queue has the digest sent at eight, and not again after it started anew', async () => {
  const from = '2026-11-23T07:58:00Z'
  world = await slackShop({ transport: 'http', startsAt: Date.parse(from) })
  const { shop } = world
  const start = async () => {
    const clock = new TestClock(world.now().toISOString())
    jobs = await startJobs({
      database: shop.database,
      mail: null,
      now: () => world.now().toISOString(),
      asOf: () => asOfDay(shop),
      report: (error) => world.reports.push(error),
      clock,
    })
    for (const round of world.rounds()) await jobs.goRound(round)
    return async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute += 0.5) {
        world.advance(30_000)
        await clock.tick(30_000)
      }
    }
  }
  const pass = await start()
  await pass(1.5)
  expect(told()).toEqual({})
  await pass(2)
  expect(await until(() => Promise.resolve(Object.keys(told()).length === 3), 20)).toBe(true)
  await jobs!.stop()
  await world.stop()
  await world.start()
  const passOn = await start()
  await passOn(16)
  await jobs!.stop()
  expect(told()).toEqual({ maya: 1, ben: 1, ines: 1 })
})
