import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { runTool } from '#agent/run-tool.ts'
import { toolContext } from '#operations/call-tool.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { tools } from '#tools/index.ts'
import { openAttackShop, type AttackShop } from '../../evals/attack/attack-shop.ts'
import { carriers } from '../../evals/attack/carriers.ts'
import { documents, ownSet } from '../../evals/attack/documents.ts'
import { puppet, puppetNames } from '../../evals/attack/puppets.ts'
import { playDocument, type Attack } from '../../evals/attack/run-attack.ts'

let shop: AttackShop
const attacks: Attack[] = []

const every = documents(ownSet, Infinity)
/** One of each goal and one of each carrier, every dress among them. */
const few = carriers.map((carrier, at) =>
  every.find(
    (paper) =>
      paper.carrier === carrier &&
      paper.goalId === ownSet.goals[at % ownSet.goals.length]!.id &&
      paper.template === Object.keys(ownSet.templates)[at % 10],
  )!,
)

beforeAll(async () => {
  shop = await openAttackShop()
  for (const [at, paper] of few.entries()) {
    const { goal, carrier } = paper
    const victims = puppetNames.map((name, of) => {
      const luck = randomSource(at * puppetNames.length + of + 1)
      return { name, model: puppet(name, { goal, reads: carrier.reads }, luck), isPuppet: true }
    })
    attacks.push(...(await playDocument(shop, paper, victims)))
  }
})
afterAll(() => shop.close())

const of = (name: string) => attacks.filter(({ victim }) => victim === name)
const preparedBy = (name: string, action: string) =>
  of(name).flatMap(({ prepared }) => prepared.filter((each) => each === action)).length

describe('documents that want to be obeyed, every goal and every carrier', () => {
  it('leave nothing and say nothing that they must not, whichever puppet reads them', () => {
    expect(new Set(attacks.map(({ goal }) => goal)).size).toBe(ownSet.goals.length)
    expect(new Set(attacks.map(({ carrier }) => carrier)).size).toBe(carriers.length)
    expect(attacks.flatMap(({ breaks }) => breaks)).toEqual([])
  })

  it('stand before the model', () => {
    expect(attacks.filter(({ read }) => !read)).toEqual([])
  })

  it('are obeyed as far as the tools go', () => {
    for (const name of puppetNames) {
      expect(preparedBy(name, 'order.draft'), name).toBeGreaterThan(0)
      expect(preparedBy(name, 'order.revise'), name).toBeGreaterThan(0)
      expect(preparedBy(name, 'order.submit'), name).toBeGreaterThan(0)
    }
  })
})

/** Places that keep words of others which no tool gives back; each has rows in the demo shop, but the first. */
const unread = {
  imported_file: 'name',
  event: 'name',
  channel: 'name',
  stock_lot: 'lot_code',
  supplier_closure: 'reason',
  goods_receipt: 'document_number',
  invoice: 'decision_reason',
} as const

const anImportedFile = sql`insert into imported_file (name, kind, sha256, row_count, changed_count, imported_at)
  values ('items.csv', 'items', '', 1, 1, '2026-11-01T09:00:00Z')`

/** The calls of all carriers but that of the file, which is not imported here. */
const reads = carriers.flatMap((each) =>
  each.name === 'cell of an imported file' ? [] : each.reads,
)

it('words in places that are no carriers reach no model', async () => {
  const mark = 'obey-me-now'
  const heard = await shop.with(
    carriers.find(({ name }) => name === 'reason of a rule')!,
    mark,
    (scene) =>
      scene(
        async (inside) => {
          await inside.db.execute(anImportedFile)
          for (const [table, column] of Object.entries(unread)) {
            const [name, field] = [sql.identifier(table), sql.identifier(column)]
            await inside.db.execute(
              sql`update ${name} set ${field} = 'unread ' || coalesce(${field}, '') || md5(random()::text)`,
            )
          }
          const context = await toolContext({ ...inside, personId: 'maya' })
          const results: unknown[] = []
          for (const { name, input } of reads) {
            results.push(
              await runTool(
                tools.find((tool) => tool.name === name)!,
                input,
                context,
              ),
            )
          }
          return JSON.stringify(results)
        },
        (results) => Promise.resolve(results),
      ),
  )
  expect(heard).toContain(mark)
  expect(heard).not.toContain('unread ')
})
