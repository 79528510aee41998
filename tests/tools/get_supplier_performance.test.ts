import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getSupplierPerformance } from '#tools/get_supplier_performance.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const score = (input: unknown) => run(getSupplierPerformance, input, shop.context)

describe('get_supplier_performance', () => {
  it('counts what came: five of six on time, one of six short by damage', async () => {
    const { lines } = await score({ supplier: 'Acme' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ supplierCode: 'ACME', deliveryCount: 6, defectRate: 4 / 600 })
    expect(lines[0]?.onTimeRate).toBeCloseTo(5 / 6, 10)
    expect(lines[0]?.inFullRate).toBeCloseTo(5 / 6, 10)
    expect(lines[0]?.otifRate).toBeCloseTo(4 / 6, 10)
    // Approved on the first, received on the 14th five times and on the 20th once.
    expect(lines[0]?.leadTimeDays).toBeCloseTo((13 * 5 + 19) / 6, 10)
  })

  it('puts the worst first and counts an order that never came as not on time', async () => {
    const { lines } = await score({})
    expect(lines.map(({ supplierCode }) => supplierCode)).toEqual(['NORD', 'ACME', 'SHADY'])
    expect(lines[0]).toMatchObject({ otifRate: 0, deliveryCount: 1 })
  })

  it('leaves out what nobody can know', async () => {
    const shady = (await score({})).lines.find((line) => line.supplierCode === 'SHADY')
    expect(shady).toMatchObject({ deliveryCount: 0, trend: 'cannot_tell_yet' })
    expect(shady).not.toHaveProperty('otifRate')
    expect(shady?.display).toContain('no delivery to judge')
  })

  it('looks back as far as it is asked', async () => {
    const { lines } = await score({ supplier: 'ACME', months: 3 })
    expect(lines[0]?.deliveryCount).toBe(1)
  })

  it('asks which supplier for a name that nobody has', async () => {
    expect((await refusal(score({ supplier: 'Nordwinds GmbH & Söhne' }))).code).toBe('not_found')
  })
})
