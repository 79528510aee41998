import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approvePurchaseOrder } from '#tools/approve_purchase_order.ts'
import { draftPurchaseOrder } from '#tools/draft_purchase_order.ts'
import { recommendReorders } from '#tools/recommend_reorders.ts'
import { revisePurchaseOrder } from '#tools/revise_purchase_order.ts'
import { refusal, run } from './run.ts'
import { openToolShop, will } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
  await run(draftPurchaseOrder, { due: true, supplier: 'Acme' }, shop.context)
})
afterAll(() => shop.database.close())

const order = 'PO-2026-0008'
const revise = (input: object) => run(revisePurchaseOrder, { order, ...input }, shop.context)

// One order through its life: each step goes on from the one before.
describe('revising a draft', () => {
  it('changes the quantity to the smallest legal one, at the price of its break', async () => {
    const told = await revise({ revision: 1, changes: [{ item: 'blue mug', units: 400 }] })
    expect(told).toMatchObject({ revision: 2, state: 'draft' })
    const mug = told.lines.find((line) => line.sku === 'MUG-BLU')
    expect(mug).toMatchObject({ units: 432, askedUnits: 400, unitPrice: '3.900000' })
    expect(mug?.display).toContain('in multiples of 48')
    expect(told.totalMinor).toBe(told.lines.reduce((sum, line) => sum + line.lineTotalMinor, 0))
  })

  it('answers the same change again without a second revision', async () => {
    const told = await revise({ revision: 1, changes: [{ item: 'blue mug', units: 400 }] })
    expect(told.revision).toBe(2)
  })

  it('refuses another change on an old revision and says which is the present one', async () => {
    const error = await refusal(revise({ revision: 1, changes: [{ item: 'blue mug', units: 96 }] }))
    expect(error.code).toBe('conflict')
  })

  it('takes a line off and adds another of the same supplier', async () => {
    const changes = [
      { item: 'white mug', units: 0 },
      { item: 'gift box', units: 12 },
    ]
    const told = await revise({ revision: 2, changes })
    expect(told.lines.map(({ sku, units, unitPrice }) => [sku, units, unitPrice])).toEqual([
      ['MUG-BLU', 432, '3.900000'],
      ['BOX', 12, '1.500000'],
    ])
  })

  it('makes the need of the line that went due again', async () => {
    const { lines } = await run(recommendReorders, { item: 'white mug' }, shop.context)
    expect(lines).toHaveLength(1)
  })

  it('takes a submitted order back to draft: it must be asked for anew', async () => {
    await run(approvePurchaseOrder, { order }, shop.context)
    const told = await revise({ revision: 3, changes: [{ item: 'gift box', units: 24 }] })
    expect(told).toMatchObject({ state: 'draft', revision: 4 })
    expect(told.warnings).toContain(`${order} was submitted and is a draft again.`)
  })

  it.each([
    [
      'leave no line',
      [
        { item: 'blue mug', units: 0 },
        { item: 'gift box', units: 0 },
      ],
      'invalid',
    ],
    [
      'name an item twice',
      [
        { item: 'BOX', units: 1 },
        { item: 'gift box', units: 2 },
      ],
      'invalid',
    ],
    ['add what the supplier does not sell', [{ item: 'TEA', units: 6 }], 'not_found'],
    ['name nothing', [{ item: 'unicorn', units: 6 }], 'not_found'],
  ])('refuses to %s', async (_what, changes, code) => {
    expect((await refusal(revise({ revision: 4, changes }))).code).toBe(code)
  })

  it('refuses what can no longer be revised, and people who may not', async () => {
    const changes = [{ item: 'TEA', units: 6 }]
    const sent = run(revisePurchaseOrder, { order: 'PO-7', revision: 1, changes }, shop.context)
    expect((await refusal(sent)).message).toContain('can not be revised')
    const context = { ...shop.context, person: will }
    const asked = run(revisePurchaseOrder, { order, revision: 4, changes }, context)
    expect((await refusal(asked)).code).toBe('forbidden')
  })

  it('has no field for a price', () => {
    const input = { order, revision: 1, changes: [{ item: 'TEA', units: 1, unitPrice: '0.01' }] }
    expect(revisePurchaseOrder.input.safeParse(input).success).toBe(false)
  })
})
