// The tools as an MCP client has them: every call goes out as a message and comes back as one.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { CallToolResult } from '@modelcontextprotocol/client'
import { z } from 'zod'
import type { Shop } from '#operations/shop.ts'
import { QuartermasterError, type ErrorCode } from '#root/errors.ts'
import type { Tool } from '#root/tool.ts'
import { holderOf } from '#surfaces/cli/mcp-access.ts'
import { mcpHostOf } from '#surfaces/cli/mcp-host.ts'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import { tools } from '#tools/index.ts'

export type OpenTools = { tools: readonly Tool[]; close(): Promise<void> }

/** The tools in this process, with nothing in between. */
export const ownTools: OpenTools = { tools, close: () => Promise.resolve() }

/**
 * The same tools, one call after the other: a world is one transaction, and what two calls do in it at the same time
 * would be taken back together.
 */
export function oneByOne(open: readonly Tool[]): Tool[] {
  let last: Promise<unknown> = Promise.resolve()
  return open.map((tool) => ({
    ...tool,
    run: (...asked: Parameters<Tool['run']>) => {
      const mine = last.then(() => tool.run(...asked))
      last = mine.catch(() => undefined)
      return mine
    },
  }))
}

const address = new URL('http://127.0.0.1/mcp')

/** What an error knows besides its sentence, such as the items that were meant; the last line, where there are several. */
function detailsIn(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** 'not_found: There is no item "X". Use find_items.' as the error that it was; its repair is in its sentence. */
function errorOf({ content }: CallToolResult): QuartermasterError {
  const [first] = content
  const text = first?.type === 'text' ? first.text : ''
  const [, code = 'internal', said = text, known = ''] =
    /^([a-z_]+): ([^]*?)(?:\n(\{.*\}))?$/.exec(text) ?? []
  return new QuartermasterError(code as ErrorCode, said, '', detailsIn(known))
}

/** A result without its costs is not of the form that a tool promises, and is taken as it comes. */
const anyForm = z.looseObject({})

/**
 * The tools of a shop over MCP, asked by one person with what that person may do and see; `close` ends the client and
 * its server.
 */
export async function toolsThroughMcp(shop: Shop, personId: string): Promise<OpenTools> {
  const own = { ...shop, personId }
  const caller = await holderOf(own)
  const callerOf = () => Promise.resolve(caller)
  const mcp = mcpOverHttp(mcpHostOf(own, '0'), { callerOf })
  const client = new Client(
    { name: 'evals', version: '0' },
    { versionNegotiation: { mode: 'auto' } },
  )
  const fetch = (url: string | URL, init?: RequestInit) => {
    const request = new Request(url, init)
    request.headers.set('host', address.host)
    return mcp.fetch(request)
  }
  await client.connect(new StreamableHTTPClientTransport(address, { fetch }))
  const call = (name: string) => async (input: unknown) => {
    const answer = (await client.callTool({
      name,
      arguments: input as Record<string, unknown>,
    })) as CallToolResult
    if (answer.isError === true) throw errorOf(answer)
    return answer.structuredContent
  }
  return {
    tools: tools.map((tool): Tool => {
      const output = caller.seesCosts ? tool.output : anyForm
      return { ...tool, output, run: call(tool.name) as Tool['run'] }
    }),
    async close() {
      await client.close()
      await mcp.close()
    },
  }
}
