import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completions, type CompletedKind } from '#store/completions.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import { completeCode } from '#operations/complete-code.ts'
import { freshDatabase } from '../database.ts'
import { draft, openForBusiness } from '../commands/world.ts'
import { item } from './small-shop.ts'

let db: Database
let database: OpenDatabase
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
  await openForBusiness(db, {
    items: [
      item('MUG', 'Blue mug'),
      item('TEA', 'Green tea'),
      item('TEAPOT', 'Pot'),
      item('POT_1', 'Crème pot, 100 %'),
      item('TOWEL', 'Tea towel'),
      item('A-ONE', 'Best tea'),
      item('A-TWO', 'Nineteascoops'),
    ],
  })
  await draft(db, 12, { at: '2026-11-18T12:00:00.000Z' })
  await draft(db, 600, { at: '2026-11-19T12:00:00.000Z' })
})
afterAll(() => database.close())

const codes = async (kind: CompletedKind, text: string, limit = 100) =>
  (await completions(db, kind, text, limit)).codes

describe('a code', () => {
  it('comes before those that begin with it, then names that do, then words of names, then the rest', async () => {
    expect(await codes('item', 'tea')).toEqual(['TEA', 'TEAPOT', 'TOWEL', 'A-ONE', 'A-TWO'])
    expect(await codes('item', 'pot')).toEqual(['POT_1', 'TEAPOT'])
  })

  it('is found by words in any order, plural, case and accent', async () => {
    expect(await codes('item', 'MUGS blue')).toEqual(['MUG'])
    expect(await codes('item', 'towel')).toEqual(['TOWEL'])
  })

  it('is not found by signs that mean anything elsewhere', async () => {
    expect(await codes('item', '_1')).toEqual(['POT_1'])
    expect(await codes('item', '%')).toEqual([])
    expect(await codes('item', "' or 1=1 --")).toEqual([])
  })

  it('is any while nothing is typed, and all are counted beyond the limit', async () => {
    expect(await completions(db, 'item', ' ', 2)).toEqual({ codes: ['A-ONE', 'A-TWO'], count: 7 })
    expect(await completions(db, 'location', 'nowhere', 2)).toEqual({ codes: [], count: 0 })
  })

  it('of an order is found by its supplier, the newest first', async () => {
    const found = await codes('order', 'acme')
    expect(found).toHaveLength(2)
    expect(found).toEqual(found.toSorted().toReversed())
  })

  it('of what can not be asked for is refused, and what can not be kept means nothing', async () => {
    await expect(completeCode({ db }, { kind: 'person' as never, text: '' })).rejects.toMatchObject(
      {
        code: 'invalid',
      },
    )
    for (const text of ['\0', '\uD800', 'a'.repeat(101), 7 as never]) {
      expect(await completeCode({ db }, { kind: 'item', text })).toEqual({ codes: [], count: 0 })
    }
  })
})
