import { describe, expect, it } from 'vitest'
import { openBudget } from '#surfaces/mcp/call-budget.ts'
import { openRates } from '#surfaces/mcp/call-rate.ts'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import { holderOfTheMachine, type McpCaller } from '#surfaces/mcp/host.ts'
import { stockHost } from './stock-host.ts'
import { toolCall } from './raw-http.ts'

describe('the rate of a principal', () => {
  it('lets a burst in, then as many as come due, and says when the next is', () => {
    let now = 0
    const rates = openRates(() => now)
    const rate = { perSecond: 2, burst: 3 }
    const take = () => rates.take('ana', rate)
    expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 0.5])
    now = 400
    expect(take()).toBeCloseTo(0.1)
    now = 500
    expect([take(), take()]).toEqual([0, 0.5])
    now = 60_000
    expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 0.5])
  })

  it('is nobody else’s', () => {
    const rates = openRates(() => 0)
    const rate = { perSecond: 1, burst: 1 }
    expect([rates.take('ana', rate), rates.take('ben', rate), rates.take('ana', rate)]).toEqual([
      0, 0, 1,
    ])
  })
})

describe('the places of a principal', () => {
  const size = { atWork: 1, waiting: 1 }
  const { signal } = new AbortController()

  it('are given in turn, and the next is turned away', async () => {
    const budget = openBudget()
    const first = await budget.enter('ana', size, signal)
    const second = budget.enter('ana', size, signal)
    expect(await budget.enter('ana', size, signal)).toBeNull()
    expect(await budget.enter('ben', size, signal)).not.toBeNull()
    first!.leave()
    expect(await second).not.toBeNull()
  })

  it('are kept while the work goes on, whoever left', async () => {
    const budget = openBudget()
    const work = Promise.withResolvers<void>()
    const first = await budget.enter('ana', size, signal)
    first!.hold(work.promise)
    first!.leave()
    first!.leave()
    const second = budget.enter('ana', size, signal)
    expect(await Promise.race([second, Promise.resolve('waits')])).toBe('waits')
    work.reject(new Error('it failed'))
    expect(await second).not.toBeNull()
  })

  it('are not waited for by a client that went away', async () => {
    const budget = openBudget()
    const first = await budget.enter('ana', size, signal)
    const gone = new AbortController()
    const second = budget.enter('ana', size, gone.signal)
    gone.abort()
    expect(await second).toBeNull()
    const third = budget.enter('ana', size, signal)
    first!.leave()
    expect(await third).not.toBeNull()
  })
})

describe('calls over HTTP', () => {
  const ana: McpCaller = { ...holderOfTheMachine, principal: 'ana' }
  const { headers, body } = toolCall('get_stock', { sku: 'SKU-1' })
  const requestOf = (signal?: AbortSignal) =>
    new Request('http://localhost/mcp', {
      method: 'POST',
      headers: {
        host: 'localhost',
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    })

  it('keep their places until their work ends, also when the client left; then the next come in', async () => {
    const work = Promise.withResolvers<void>()
    const { host, asked } = stockHost(() => work.promise)
    const mcp = mcpOverHttp(host, { callerOf: () => Promise.resolve(ana) })
    const left = new AbortController()
    const first = Array.from({ length: 8 }, () => mcp.fetch(requestOf(left.signal)))
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(8)
    left.abort()
    await Promise.allSettled(first)
    const waiting = Array.from({ length: 24 }, () => mcp.fetch(requestOf()))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked).toHaveLength(8)
    expect((await mcp.fetch(requestOf())).status).toBe(429)
    work.resolve()
    const answered = await Promise.all(waiting)
    expect(answered.map(({ status }) => status)).toEqual(answered.map(() => 200))
    expect((await mcp.fetch(requestOf())).status).toBe(200)
    await mcp.close()
  })
})
