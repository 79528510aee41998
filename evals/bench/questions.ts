import { operationsOn } from '#operations/operations.ts'
import { loadDemo } from '#operations/open-shop.ts'
import { spread, timed, type Figure } from './figure.ts'
import { memoryShop } from '../memory-shop.ts'

const questions = [
  'what should I reorder this week?',
  'how many blue mugs do we have?',
  'what is about to run out?',
  'what if Northwind is down for three weeks?',
  'which supplier is the most reliable?',
  'what needs my attention?',
  'how are we doing on fill rate?',
]
const rounds = 3

/** The demo shop in memory: loading, planning, planning again, and answering offline. */
export async function benchQuestions(): Promise<Figure[]> {
  const shop = await memoryShop('2026-11-20')
  const run = operationsOn(shop)
  const loading = await timed(() => loadDemo(shop, '2026-11-20'))
  const planning = await timed(() => run('plan', {}, () => undefined))
  const again = await timed(() => run('plan', {}, () => undefined))
  const figures: Figure[] = [
    { name: 'demo shop: load', value: loading.milliseconds, unit: 'ms' },
    {
      name: 'demo shop: plan',
      value: planning.milliseconds,
      unit: 'ms',
      note: 'every item and location',
    },
    {
      name: 'demo shop: plan again',
      value: again.milliseconds,
      unit: 'ms',
      note: 'nothing changed',
    },
  ]
  const all: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const question of questions) {
      const request = { question, conversationId: null, surface: 'cli' }
      all.push((await timed(() => run('ask', request, () => undefined))).milliseconds)
    }
  }
  await shop.database.close()
  const { p50, p95 } = spread(all)
  figures.push({
    name: 'answer, offline model: p50',
    value: p50,
    unit: 'ms',
    note: `${all.length} answers`,
  })
  figures.push({ name: 'answer, offline model: p95', value: p95, unit: 'ms' })
  return figures
}
