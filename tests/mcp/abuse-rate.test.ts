// One client that asks without end: it is told to wait, the others do not notice.
import { Agent } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { holderOfTheMachine, type McpCaller } from '#surfaces/mcp/host.ts'
import { send, serveHost, toolCall, type Answer, type Served } from './raw-http.ts'
import { stockHost } from './stock-host.ts'

const { host, defects } = stockHost()
let server: Served
beforeAll(async () => {
  // Who asks says so in a header; signing in is not what is tried here.
  const callerOf = (request: Request): Promise<McpCaller> =>
    Promise.resolve({ ...holderOfTheMachine, principal: request.headers.get('x-who') ?? 'nobody' })
  server = await serveHost(host, { callerOf })
})
const agent = new Agent({ keepAlive: true, maxSockets: 100 })
afterAll(async () => {
  agent.destroy()
  await server.close()
})

const call = toolCall('get_stock', { sku: 'SKU-1' })
const askAs = async (who: string): Promise<Answer & { milliseconds: number }> => {
  const began = performance.now()
  const headers = { ...call.headers, 'x-who': who }
  const answer = await send(server.port, { ...call, headers, ...(who === 'loud' && { agent }) })
  return { ...answer, milliseconds: performance.now() - began }
}
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

it('rate-1: of 1,000 calls at once some are turned away with the time to wait, and no other client is', async () => {
  const burst = Array.from({ length: 1_000 }, () => askAs('loud'))
  const others: (Answer & { milliseconds: number })[] = []
  for (let turn = 0; turn < 10; turn += 1) others.push(await askAs('quiet'))
  const answers = await Promise.all(burst)

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]))
  const turnedAway = answers.find(({ status }) => status === 429)
  expect(Number(turnedAway!.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  expect(turnedAway!.message?.error?.message).toContain('Wait')
  expect(others.map(({ status }) => status)).toEqual(others.map(() => 200))

  // Ten seconds is the promise; a third of one is enough for the next few calls.
  await pause(300)
  const after = await askAs('loud')
  const quiet = [await askAs('quiet'), await askAs('quiet'), await askAs('quiet')]
  expect([after, ...quiet].map(({ status }) => status)).toEqual([200, 200, 200, 200])
  // The best of three, because the machine may be busy with something else.
  expect(Math.min(...quiet.map(({ milliseconds }) => milliseconds))).toBeLessThan(500)
  expect(defects).toEqual([])
})
