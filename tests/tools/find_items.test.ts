import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findItems } from '#tools/find_items.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const find = (input: unknown) => run(findItems, input, shop.context)
const skus = async (input: unknown) => (await find(input)).lines.map(({ sku }) => sku)

describe('find_items', () => {
  it('finds by SKU, barcode, words and plural', async () => {
    expect(await skus({ query: 'mug-blu' })).toEqual(['MUG-BLU'])
    expect(await skus({ query: '5012345678900' })).toEqual(['MUG-BLU'])
    expect(await skus({ query: 'white mugs' })).toEqual(['MUG-WHT'])
    expect(await skus({ query: 'mugs' })).toEqual(['MUG-BLU', 'MUG-WHT'])
  })

  it('narrows by supplier, category, location and lifecycle', async () => {
    expect(await skus({ supplier: 'nordwind' })).toEqual(['MUG-BLU', 'TEA'])
    expect(await skus({ category: 'Office' })).toEqual(['BOX', 'LAMP'])
    expect(await skus({ location: 'Rotterdam' })).toEqual(['MUG-BLU'])
    expect(await skus({ lifecycle: 'phase_out' })).toEqual([])
    expect(await skus({ query: 'mugs', supplier: 'Nordwind' })).toEqual(['MUG-BLU'])
  })

  it('counts the stock of every place, or of the place asked for', async () => {
    expect((await find({ query: 'MUG-BLU' })).lines[0]?.onHandUnits).toBe(420)
    expect((await find({ query: 'MUG-BLU', location: 'RTM' })).lines[0]?.onHandUnits).toBe(400)
  })

  it('gives a page and says how many more there are', async () => {
    const found = await find({ limit: 2 })
    expect(found.lines).toHaveLength(2)
    expect(found).toMatchObject({ totals: { itemCount: 5 }, moreCount: 3 })
  })

  it('names the nearest items for words that fit none', async () => {
    const error = await refusal(find({ query: 'MUG-BLV' }))
    expect(error).toMatchObject({ code: 'not_found' })
    expect(error.details['candidates']).toContainEqual({ code: 'MUG-BLU', name: 'Blue mug' })
  })

  it.each(["' or 1=1 --", '%', '_', '\\', '<script>', '🫖'.repeat(50)])(
    'takes %j as words and nothing else',
    async (query) => {
      expect((await refusal(find({ query }))).code).toBe('not_found')
    },
  )

  it('refuses NUL, too long words and fields it does not know', () => {
    expect(findItems.input.safeParse({ query: 'a\u0000b' }).success).toBe(false)
    expect(findItems.input.safeParse({ query: 'x'.repeat(121) }).success).toBe(false)
    expect(findItems.input.safeParse({ sku: 'MUG-BLU' }).success).toBe(false)
  })
})
