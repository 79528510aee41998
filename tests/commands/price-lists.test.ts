import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyPriceList } from '#commands/apply-price-list.ts'
import { discardPriceList } from '#commands/discard-price-list.ts'
import { stagePriceList } from '#commands/stage-price-list.ts'
import { auditOf } from '#store/audit.ts'
import { contentHash } from '#store/content-hash.ts'
import { dataVersion } from '#store/data-version.ts'
import { selectRows, type OpenDatabase } from '#store/database.ts'
import { priceListById, standingTerms } from '#store/price-lists.ts'
import { recordPrices } from '#store/supplier-prices.ts'
import { sql } from 'drizzle-orm'
import { emptyTables, freshDatabase } from '../database.ts'
import { noon, openForBusiness, signedIn } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  await openForBusiness(open.db)
  await recordPrices(open.db)
})
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

let count = 0
const changeId = () => `form-${(count += 1)}`.padEnd(22, '-')

type Staged = {
  list: string
  state: string
  rows: number
  changed: number
  flagged: number
  again: boolean
}
async function stage(text: string, by = 'ana', at = noon): Promise<Staged> {
  const { result } = await signedIn(
    open.db,
    by,
    at,
  )(stagePriceList, {
    changeId: changeId(),
    supplier: 'ACME',
    fileName: 'acme.csv',
    text,
  })
  return result as Staged
}
const rowsOf = async (list: string) => (await priceListById(open.db, list))!.rows
async function apply(list: string, by = 'tom', seen?: string) {
  const hash = seen ?? contentHash(await rowsOf(list))
  const { result } = await signedIn(open.db, by)(applyPriceList, { list, seen: hash })
  return result
}
const flagsOf = async (list: string) =>
  (await rowsOf(list)).map(({ flags }) => flags.map(({ code }) => code).join(' '))
const terms = async (sku = 'MUG') =>
  (await standingTerms(open.db, 'ACME')).find((each) => each.sku === sku)
const refusal = (code: string) =>
  expect.objectContaining({ details: expect.objectContaining({ refusal: code }) })
const head = 'sku,unit_price\n'

describe('a staged list', () => {
  test('counts for nothing until somebody else applies it; then with its history', async () => {
    const before = await terms()
    const version = await dataVersion(open.db)
    const { list, changed } = await stage(`${head}MUG,4.30\nTEA,2.5\n`)
    expect(changed).toBeGreaterThan(0)
    expect(await terms()).toEqual(before)
    expect(await dataVersion(open.db)).toBe(version)
    await expect(apply(list, 'ana')).rejects.toEqual(refusal('self_approval'))
    await expect(apply(list, 'sam')).rejects.toEqual(refusal('wrong_role'))
    expect(await terms()).toEqual(before)
    await apply(list)
    expect(await terms()).toMatchObject({ unitPrice: '4.300000', breaks: [{ minUnits: 100 }] })
    expect(await dataVersion(open.db)).toBe(version + 1)
    const history = await selectRows<{ price: string; source: string }>(
      open.db,
      sql`select unit_price::text as price, source from supplier_price where sku = 'MUG' and supplier_code = 'ACME' order by valid_from`,
    )
    expect(history.at(-1)).toEqual({ price: '4.300000', source: 'price list: acme.csv' })
    expect(await auditOf(open.db, 'prices.applied')).toMatchObject([
      {
        actor: 'tom',
        detail: {
          prices: expect.arrayContaining([{ sku: 'MUG', from: '4.200000', to: '4.300000' }]),
        },
      },
    ])
    await expect(apply(list, 'ines')).rejects.toEqual(refusal('wrong_state'))
  })

  test('shows each price beside the one on record; 4.9 % is quiet, 5 % and a half are flagged (cases price-1, price-3)', async () => {
    const moves: [string, string][] = [
      ['4.4058', ''],
      ['4.41', 'price_rise'],
      ['3.99', 'price_drop'],
      ['2.10', 'break_above_price price_drop'],
    ]
    for (const [price, flags] of moves) {
      const { list } = await stage(`${head}MUG,${price}\n`)
      const [row] = await rowsOf(list)
      expect([price, (await flagsOf(list))[0]!.split(' ').toSorted().join(' ')]).toEqual([
        price,
        flags,
      ])
      expect(row).toMatchObject({ before: { unitPrice: '4.200000' }, changes: true })
    }
  })

  test('names what is unusual: unknown items, another currency, nothing, twice, later, other lots', async () => {
    const { list } = await stage(
      'sku,unit_price,currency,valid_from,moq,multiple,breaks\n' +
        'WHAT,1,,,,,\nMUG,4.2,EUR,,,,\nTEA,0,,,,,\nMUG,4.25,,2026-12-24,,,\nTEA,2,,,48,24,96: 1.9\n',
    )
    expect(await flagsOf(list)).toEqual([
      'unknown_item',
      'currency_changed',
      expect.stringContaining('zero_price'),
      'stands_twice not_yet_valid',
      expect.stringContaining('terms_changed'),
    ])
    await expect(apply(list)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('with prices of a later day waits for that day; one that changes nothing is not applied', async () => {
    const later = await stage('sku,unit_price,valid_from\nMUG,4.3,2026-12-24\n')
    await expect(apply(later.list)).rejects.toMatchObject({
      message: expect.stringContaining('2026-12-24'),
    })
    const same = await stage(`${head}MUG,4.2\n`)
    expect(same.changed).toBe(0)
    await expect(apply(same.list)).rejects.toMatchObject({
      message: expect.stringContaining('changes nothing'),
    })
  })

  test('leaves out what the supplier does not sell here, and reads its own codes and breaks', async () => {
    await open.db.execute(
      sql`update supplier_item set supplier_sku = 'A-1' where sku = 'MUG' and supplier_code = 'ACME'`,
    )
    const { list } = await stage(
      'supplier_sku;price;breaks\nA-1;4,25;"100: 3,95; 480: 3.70"\nB-9;1;\n',
    )
    await apply(list)
    expect(await terms()).toMatchObject({
      unitPrice: '4.250000',
      breaks: [
        { minUnits: 100, unitPrice: '3.950000' },
        { minUnits: 480, unitPrice: '3.700000' },
      ],
    })
  })

  test('is the same list when the same file comes again, and waits again after it was settled', async () => {
    const text = `${head}MUG,4.30\n`
    const first = await stage(text)
    expect(await stage(text, 'ben')).toMatchObject({ list: first.list, again: true })
    expect((await priceListById(open.db, first.list))?.stagedBy).toBe('ana')
    await signedIn(open.db, 'ben')(discardPriceList, {
      changeId: changeId(),
      list: first.list,
      reason: 'not signed',
    })
    await expect(apply(first.list)).rejects.toEqual(refusal('wrong_state'))
    expect(await stage(text, 'ben')).toMatchObject({
      list: first.list,
      again: false,
      state: 'staged',
    })
    await apply(first.list, 'ana')
    expect(await stage(text)).toMatchObject({ state: 'applied', again: true, changed: 0 })
  })

  test('is not applied once the terms are others than it was compared with, or than were seen', async () => {
    const { list } = await stage(`${head}MUG,4.30\n`)
    const seen = contentHash(await rowsOf(list))
    await expect(apply(list, 'tom', 'f'.repeat(64))).rejects.toEqual(refusal('changed_since_shown'))
    await apply((await stage(`${head}MUG,4.25\n`)).list)
    await expect(apply(list, 'tom', seen)).rejects.toEqual(refusal('changed_since_shown'))
    expect(await terms()).toMatchObject({ unitPrice: '4.250000' })
    await stage(`${head}MUG,4.30\n`)
    await apply(list)
    expect(await terms()).toMatchObject({ unitPrice: '4.300000' })
  })
})

test.each([
  ['', 'no rows'],
  ['sku\nMUG\n', 'lacks unit_price'],
  [`${head}MUG,abc\n`, 'line 2, unit_price "abc"'],
  [`${head}MUG,-1\n`, 'it is negative'],
  ['unit_price\n4\n', 'names no item'],
  ['sku,unit_price,breaks\nMUG,4,100=3\n', 'line 2, breaks'],
  ['sku,unit_price,breaks\nMUG,4,100: 3; 100: 2\n', 'stand twice'],
  ['sku,unit_price,moq\nMUG,4,0\n', 'less than 1'],
  [`${head}"MUG,4\n`, 'can not be read as CSV'],
])('a list that reads %j is refused with the place', async (text, said) => {
  await expect(stage(text)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(said),
  })
})

test('only buyers and administrators hand lists in', async () => {
  for (const by of ['tom', 'sam', 'priya']) {
    await expect(stage(`${head}MUG,4.30\n`, by)).rejects.toEqual(refusal('wrong_role'))
  }
  await expect(
    signedIn(open.db, 'ana')(stagePriceList, {
      changeId: changeId(),
      supplier: 'NOBODY',
      fileName: 'x.csv',
      text: `${head}MUG,1\n`,
    }),
  ).rejects.toMatchObject({ code: 'not_found' })
})
