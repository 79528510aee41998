import { describe, expect, test } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import { client } from './client.ts'
import { deskNamed } from './fixture-desk.ts'
import { elementsOf, textOf } from './markup.ts'

const number = 'PO-2026-0041'
const desk = deskNamed(number)!
const seen = { revision: String(desk.revision), contentHash: desk.contentHash }
const reason = 'wait for the fair'

describe('the page of a submitted order', () => {
  test('shows what is unusual before the buttons, and binds the click to what was shown', async () => {
    const markup = await (await client().get(`/orders/${number}`)).text()
    const flag = markup.indexOf('KYOTO is a supplier of less than 30 days.')
    const button = markup.indexOf('/approve"')
    expect(flag).toBeGreaterThan(0)
    expect(button).toBeGreaterThan(flag)
    const hidden = elementsOf(markup).filter(
      ({ attributes }) => attributes['name'] === 'contentHash',
    )
    expect(new Set(hidden.map(({ attributes }) => attributes['value']))).toEqual(
      new Set([desk.contentHash]),
    )
    expect(textOf(markup)).toContain('PO-2026-0039')
  })

  test('asks for the total to be typed where the policy does', async () => {
    const markup = await (await client().get(`/orders/${number}`)).text()
    expect(markup).toContain('name="typedAmount"')
  })

  test('unfolds the steps of the plan', async () => {
    const text = textOf(await (await client().get(`/orders/${number}`)).text())
    expect(text).toContain('Demand over the lead time')
    expect(text).toContain('+168')
  })
})

describe('a click', () => {
  test('approves through the command, with what was seen and typed', async () => {
    const { application, post } = client()
    const answer = await post(`/orders/${number}/approve`, { ...seen, typedAmount: '¥1,284,000' })
    expect(answer.status).toBe(200)
    expect(application.calls.find(({ name }) => name === 'approve_order')?.input).toEqual({
      order: number,
      ...seen,
      typedAmountMinor: '1284000',
    })
  })

  test('renews exactly the lapsed approval that its page named', async () => {
    const { application, post } = client()
    const lastApprovedAt = '2026-11-18T09:00:00.000Z'
    await post(`/orders/${number}/approve`, { ...seen, typedAmount: '¥1,284,000', lastApprovedAt })
    const input = application.calls.find(({ name }) => name === 'approve_order')?.input
    expect(input).toMatchObject({ lastApprovedAt })
  })

  test('with an amount in another currency approves nothing', async () => {
    const { application, post } = client()
    const answer = await post(`/orders/${number}/approve`, { ...seen, typedAmount: '1284000 EUR' })
    expect(textOf(await answer.text())).toContain('is in JPY, not EUR')
    expect(application.calls.map(({ name }) => name)).not.toContain('approve_order')
  })

  test.each([
    ['reject', 'reject_order'],
    ['withdraw', 'withdraw_order'],
    ['cancel', 'cancel_order'],
    ['reopen', 'reopen_order'],
    ['close', 'close_order'],
    ['keep', 'keep_both_orders'],
  ])('%s runs %s with its reason', async (action, command) => {
    const { application, post } = client()
    await post(`/orders/${number}/${action}`, { ...seen, reason })
    expect(application.calls.find(({ name }) => name === command)?.input).toEqual({
      order: number,
      revision: '1',
      reason,
    })
  })

  test('without the token of the page runs nothing', async () => {
    const { application, send, session } = client()
    const { cookie } = await session()
    const body = new URLSearchParams({ ...seen, csrf: 'guessed' }).toString()
    const answer = await send(`/orders/${number}/approve`, body, {
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(answer.status).toBe(403)
    expect(application.calls.map(({ name }) => name)).not.toContain('approve_order')
  })

  test('that is refused says why over the order as it is now', async () => {
    const { application, post } = client()
    application.runCommand = () =>
      Promise.reject(new QuartermasterError('conflict', 'The price of MUG is now 5.', 'Reject it.'))
    const answer = await post(`/orders/${number}/reject`, { ...seen, reason })
    const text = textOf(await answer.text())
    expect(answer.status).toBe(409)
    expect(text).toContain('The price of MUG is now 5.')
    expect(text).toContain('Stoneware mug')
  })
})

describe('the inbox', () => {
  test('shows what waits for the person, then for others with why not', async () => {
    const text = textOf(await (await client().get('/approvals')).text())
    expect(text.indexOf('For you')).toBeLessThan(text.indexOf('For others'))
    expect(text).toContain('Sam asked for it.')
  })

  test('tells an open page where things stand', async () => {
    const answer = await client().get(`/api/orders/${number}/stand`)
    expect(await answer.json()).toEqual({ stand: '1 submitted 0 0 0' })
    const inbox = (await (await client().get('/api/approvals/stand')).json()) as { stand: string }
    expect(inbox.stand).toContain(number)
  })
})
