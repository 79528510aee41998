import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { worded } from '#surfaces/mcp/outgoing.ts'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import { modern, send, serveHost, type Served } from './raw-http.ts'
import { stockHost } from './stock-host.ts'

const leaving = (code: number, message: string) => {
  const reported: unknown[] = []
  const left = worded({ jsonrpc: '2.0', id: 1, error: { code, message } }, (error) =>
    reported.push(error),
  )
  return { error: (left as { error: { code: number; message: string } }).error, reported }
}

describe('an error that leaves', () => {
  it('says nothing of what was thrown inside, which is reported', () => {
    const { error, reported } = leaving(-32_603, 'Failed query: select secret from access_token')
    expect(error.message).not.toContain('select')
    expect(error.message).toContain('Try again')
    expect(String(reported)).toContain('select secret')
  })

  it('says which parameter is wrong in a sentence, with the code for that', () => {
    const found = [{ path: ['params', 'cursor'], message: 'Invalid input: expected string' }]
    for (const text of [
      JSON.stringify(found),
      `Invalid request: ${JSON.stringify(found, null, 2)}`,
    ]) {
      const { error, reported } = leaving(-32_603, text)
      expect(error).toEqual({
        code: -32_602,
        message: 'Invalid parameters: params.cursor: Invalid input: expected string.',
      })
      expect(reported).toEqual([])
    }
  })

  it('is left as it is when it was meant for the client', () => {
    expect(leaving(-32_602, 'Tool x [1] not found').error.message).toBe('Tool x [1] not found')
  })
})

describe('over HTTP', () => {
  const { host, defects } = stockHost()
  let server: Served
  beforeAll(async () => {
    server = await serveHost(host)
  })
  afterAll(() => server.close())

  it.each([
    ['tools/list', { cursor: [1] }, undefined],
    ['resources/list', { cursor: { toString: 1 } }, undefined],
    ['completion/complete', { ref: null, argument: { name: 'x', value: 'y' } }, undefined],
    ['tools/call', { name: 'get_stock', arguments: 7 }, 'get_stock'],
  ])('%s with parameters of another kind is told which', async (method, params, name) => {
    const { message } = await send(server.port, modern(method, params, 1, name))
    expect(message?.error?.code).toBe(-32_602)
    expect(message?.error?.message).toMatch(/^Invalid parameters: params\.\w+: /)
    expect(defects).toEqual([])
  })

  it.each(['__proto__', 'constructor', 'toString'])(
    'a template completes no argument by the name of %s',
    async (argument) => {
      const ref = { type: 'ref/resource', uri: 'qm://items/{sku}' }
      const params = { ref, argument: { name: argument, value: 'x' } }
      const { message } = await send(server.port, modern('completion/complete', params))
      expect(message?.result?.['completion']).toMatchObject({ values: [] })
      expect(defects).toEqual([])
    },
  )
})

it('a request that fails before any handler is told so in words, and the reason is reported', async () => {
  const { host, defects } = stockHost()
  const callerOf = () => Promise.reject(new Error('Failed query: select secret from access_token'))
  const mcp = mcpOverHttp(host, { callerOf })
  const request = new Request('http://localhost/mcp', { headers: { host: 'localhost' } })
  const response = await mcp.fetch(request)
  expect(response.status).toBe(500)
  const text = await response.text()
  expect(text).toContain('Try again')
  expect(text).not.toContain('select')
  expect(String(defects)).toContain('select secret')
  await mcp.close()
})
