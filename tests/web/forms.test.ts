import { expect, test } from 'vitest'
import { client } from './client.ts'
import { textOf } from './markup.ts'

test('drafting the ticked lines calls the tool once and shows what was made', async () => {
  const { application, post } = client()
  const text = textOf(
    await (await post('/orders/draft', { recommendation: ['R12-1', 'R12-15'] })).text(),
  )
  expect(application.calls.filter((call) => call.name === 'draft_purchase_order')).toEqual([
    { name: 'draft_purchase_order', input: { recommendations: ['R12-1', 'R12-15'] } },
  ])
  expect(text).toContain('PO-2026-0042')
  expect(text).toContain('Below the supplier')
})

test('drafting nothing says what to do', async () => {
  const response = await client().post('/orders/draft', {})
  expect(response.status).toBe(400)
  expect(textOf(await response.text())).toContain('tick the lines')
})

test('submitting says who decides and never approves', async () => {
  const { application, post } = client()
  const text = textOf(await (await post('/orders/PO-2026-0042/submit', {})).text())
  expect(text).toContain('Maya Okafor')
  expect(text).toContain('up to £10,000.00')
  expect(text).toContain('Sam Reed: made the order')
  expect(application.calls.map((call) => call.name)).toEqual([
    'recommend_reorders',
    'recommend_reorders',
    'approve_purchase_order',
    'read_order',
  ])
})

test('only changed quantities are revised, with the revision the person saw', async () => {
  const { application, post } = client()
  const fields = {
    revision: '1',
    item: ['MUG-014', 'CUP-ESP-4'],
    before: ['144', '36'],
    units: ['140', '36'],
  }
  const text = textOf(await (await post('/orders/PO-2026-0042/revise', fields)).text())
  expect(application.calls.find((call) => call.name === 'revise_purchase_order')?.input).toEqual({
    order: 'PO-2026-0042',
    revision: 1,
    changes: [{ item: 'MUG-014', units: 140 }],
  })
  expect(text).toContain('now revision 2')
})

test('an unchanged order is not revised', async () => {
  const { application, post } = client()
  const text = textOf(
    await (
      await post('/orders/PO-2026-0042/revise', {
        revision: '1',
        item: 'MUG-014',
        before: '144',
        units: '144',
      })
    ).text(),
  )
  expect(text).toContain('No quantity was changed')
  expect(application.calls.some((call) => call.name === 'revise_purchase_order')).toBe(false)
})

test.each(['', '1.5', '-3', '1e9', 'abc', '99999999999'])(
  'a quantity of "%s" is refused',
  async (units) => {
    const { application, post } = client()
    const response = await post('/orders/PO-2026-0042/revise', {
      revision: '1',
      item: 'MUG-014',
      before: '144',
      units,
    })
    expect(response.status).toBe(400)
    expect(application.calls.some((call) => call.name === 'revise_purchase_order')).toBe(false)
  },
)

test('a draft can be changed and submitted, a sent order can not', async () => {
  const draft = await (await client().get('/orders/PO-2026-0042')).text()
  expect(draft).toContain('/orders/PO-2026-0042/submit')
  expect(draft).toContain('name="units"')
  const sent = await (await client().get('/orders/PO-2026-0031')).text()
  expect(sent).not.toContain('/submit')
  expect(sent).not.toContain('name="units"')
})
