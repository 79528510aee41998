import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getKpis } from '#tools/get_kpis.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const kpis = (input: unknown = {}) => run(getKpis, input, shop.context)

describe('get_kpis', () => {
  it('counts what can be counted by hand', async () => {
    const found = await kpis()
    expect(found).toMatchObject({ currency: 'GBP', startsOn: '2026-08-27', fillRate: 1 })
    // Only the order of Nordwind fell due with nothing come and OLD-09 came late: none of two on time in full.
    expect(found.otifRate).toBe(0)
    // 30 tea at 4.20 EUR x 0.85.
    expect(found.openOrderMinor).toBe(10_710)
    // OLD-09: made on 1 September, received on the 20th.
    expect(found.orderCycleDays).toBe(19)
  })

  it('narrows to a place, a category, a supplier', async () => {
    const [all, rotterdam, office] = await Promise.all([
      kpis(),
      kpis({ location: 'Rotterdam' }),
      kpis({ category: 'office' }),
    ])
    expect(rotterdam.stockValueMinor).toBeLessThan(all.stockValueMinor!)
    expect(office.excessMinor).toBeGreaterThan(0)
    expect(rotterdam.excessMinor).toBe(0)
    expect((await kpis({ supplier: 'Acme' })).openOrderMinor).toBe(0)
  })

  it('says each figure in words too', async () => {
    const { lines } = await kpis()
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.every(({ label, display }) => display.startsWith(label))).toBe(true)
  })

  it('leaves out what the facts do not tell', async () => {
    const found = await kpis({ category: 'larder', supplier: 'Acme' })
    expect(found).not.toHaveProperty('fillRate')
    expect(found.lines.find(({ label }) => label === 'Fill rate')?.display).toContain('not known')
  })

  it('refuses a window that is none', async () => {
    for (const days of [0, 6, 731, 1.5])
      expect(getKpis.input.safeParse({ days }).success).toBe(false)
    expect((await refusal(kpis({ location: 'Atlantis' }))).code).toBe('not_found')
  })
})
