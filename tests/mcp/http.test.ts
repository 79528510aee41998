import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from '@modelcontextprotocol/client'
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveMcp } from './host.ts'

let server: Awaited<ReturnType<typeof serveMcp>>
beforeAll(async () => {
  server = await serveMcp()
})
afterAll(() => server.close())

type Caller = {
  listTools(): Promise<{
    tools: { name: string; annotations?: Record<string, unknown> | undefined }[]
  }>
  callTool(call: {
    name: string
    arguments: Record<string, unknown>
  }): Promise<Record<string, unknown>>
  close(): Promise<void>
}

async function modern(): Promise<Caller> {
  const client = new ModernClient(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: 'auto' } },
  )
  await client.connect(new ModernTransport(server.url))
  return client as unknown as Caller
}

async function legacy(): Promise<Caller> {
  const client = new LegacyClient({ name: 'test', version: '1' })
  await client.connect(new LegacyTransport(server.url) as unknown as Transport)
  return client as unknown as Caller
}

describe.each([
  ['a client of the 2026-07-28 revision', modern],
  ['a client of the 2025 revisions', legacy],
])('%s', (_name, connect) => {
  it('sees the tools in our order, read and draft told apart', async () => {
    const client = await connect()
    const { tools } = await client.listTools()
    expect(tools.map((tool) => tool.name)).toEqual(['get_units', 'draft_note'])
    expect(tools.map((tool) => tool.annotations?.['readOnlyHint'])).toEqual([true, false])
    expect(tools.map((tool) => tool.annotations?.['destructiveHint'])).toEqual([false, false])
    await client.close()
  })

  it('gets the result both structured and as text', async () => {
    const client = await connect()
    const result = await client.callTool({ name: 'get_units', arguments: { item: 'MUG-1' } })
    expect(result['structuredContent']).toEqual({ sku: 'MUG-1', onHandUnits: 12 })
    expect(result['content']).toEqual([{ type: 'text', text: 'SKU MUG-1; on hand 12.' }])
    await client.close()
  })

  it('gets an error that repairs, with the candidates', async () => {
    const client = await connect()
    const result = await client.callTool({ name: 'get_units', arguments: { item: '?' } })
    expect(result['isError']).toBe(true)
    expect(JSON.stringify(result['content'])).toContain('MUG-1')
    await client.close()
  })

  it('learns nothing of the inside from a defect', async () => {
    const client = await connect()
    const result = await client.callTool({ name: 'get_units', arguments: { item: '!' } })
    expect(result['isError']).toBe(true)
    expect(JSON.stringify(result)).not.toContain('secret')
    await client.close()
  })

  it('is told which argument is wrong', async () => {
    const client = await connect()
    const result = await client.callTool({ name: 'get_units', arguments: { item: 7 } })
    expect(result['isError']).toBe(true)
    expect(JSON.stringify(result['content'])).toContain('item')
    await client.close()
  })
})

describe('the endpoint', () => {
  /** A raw request, because fetch does not let a caller name another host. */
  function status(headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const call = request(server.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
      })
      call.once('response', (response) => resolve(response.resume().statusCode ?? 0))
      call.once('error', reject)
      call.end('{"jsonrpc":"2.0","id":1,"method":"tools/list"}')
    })
  }

  it('refuses a request that names another host (DNS rebinding)', async () => {
    expect(await status({ host: 'evil.example.com' })).toBe(403)
  })

  it('refuses a request of a foreign page', async () => {
    expect(await status({ origin: 'http://evil.example.com' })).toBe(403)
  })
})
