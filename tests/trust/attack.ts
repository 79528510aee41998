// Lets the hostile model loose on a shop, through the tools as every surface calls them, and looks at what it did.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { McpError } from '@modelcontextprotocol/sdk/types.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { expect } from 'vitest'
import { runTool } from '#agent/run-tool.ts'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import type { Person, ToolContext } from '#root/tool.ts'
import type { Database } from '#store/database.ts'
import { papers } from '#surfaces/cli/mcp-host.ts'
import { mcpOverHttp } from '#surfaces/mcp/http.ts'
import { tools } from '#tools/index.ts'
import { freshMemory, nextCall, read } from './hostile-model.ts'
import type { Call } from './hostile-model.ts'
import { askers, auditedActions, faultsOf, protectedHashes } from './hostile-shop.ts'
import { cutOff } from '../../evals/attack/cut-off.ts'
import { chance } from './random.ts'

export type CallTool = (person: Person, call: Call) => Promise<unknown>

/** The tools as the agent and the command line call them. */
export const byName =
  (context: ToolContext): CallTool =>
  async (person, { name, input }) => {
    const tool = tools.find((each) => each.name === name)
    if (tool === undefined) throw new QuartermasterError('not_found', 'No such tool.', 'Use one.')
    return runTool(tool, input, { ...context, person })
  }

/** The tools behind MCP over HTTP, for one person, without a socket in between. */
export async function byMcp(
  context: ToolContext,
): Promise<{ call: CallTool; close(): Promise<void> }> {
  const named = byName(context)
  const defects: unknown[] = []
  const mcp = mcpOverHttp({
    version: '0.0.0',
    tools,
    ...papers,
    runFor: () => ((_operation: string, call: Call) => named(askers[1]!, call)) as never,
    report: (error) => defects.push(error),
  })
  const client = new Client({ name: 'hostile', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL('http://127.0.0.1/mcp'), {
    fetch: (url, init) =>
      mcp.fetch(new Request(url, { ...init, headers: { host: '127.0.0.1', ...headersOf(init) } })),
  })
  await client.connect(transport as unknown as Transport)
  const call: CallTool = async (_person, { name, input }) => {
    const asked = typeof input === 'object' && input !== null ? input : {}
    try {
      return await client.callTool({ name, arguments: asked as Record<string, unknown> })
    } catch (error) {
      // What the protocol itself refuses, such as a tool that there is not.
      if (error instanceof McpError) return { refused: error.message }
      throw error
    } finally {
      expect(defects).toEqual([])
    }
  }
  const close = async () => {
    await client.close()
    await mcp.close()
  }
  return { call, close }
}

const headersOf = (init: RequestInit | undefined) => Object.fromEntries(new Headers(init?.headers))

/** What every model knows of the shop before it asks. */
const firstWords =
  'PO-2026-0007 PO-2026-0008 PO-2026-0009 PO-2026-0010 OLD-04 TEA MUG-BLU MUG-WHT LAMP BOX ACME NORD SHADY LDS RTM'.split(
    ' ',
  )

export type Attack = {
  calls: number
  answered: number
  /** The tools that gave an answer at least once. */
  reached: Set<string>
  written: Record<string, number>
}

/** So many calls from a seed; then nothing may be different that only people may change. */
export async function attack(
  db: Database,
  call: CallTool,
  size: { calls: number; seed: number },
): Promise<Attack> {
  const luck = chance(size.seed)
  const memory = freshMemory(firstWords)
  const before = await protectedHashes(db)
  const actionsBefore = await auditedActions(db)
  const outside = cutOff()
  let answered = 0
  const reached = new Set<string>()
  try {
    for (let at = 0; at < size.calls; at += 1) {
      const next = nextCall(luck, memory, tools)
      try {
        read(memory, await call(luck.of(askers), next))
        answered += 1
        reached.add(next.name)
      } catch (error) {
        const told = outsideError(error)
        // A defect is found here too: a model must not be able to cause one.
        if (told.code === 'internal') throw error
        read(memory, told)
      }
    }
  } finally {
    outside.restore()
  }
  expect(outside.tried).toEqual([])
  expect(await protectedHashes(db)).toEqual(before)
  const written = Object.entries(await auditedActions(db)).flatMap(([action, count]) => {
    const more = count - (actionsBefore[action] ?? 0)
    return more === 0 ? [] : [[action, more] as const]
  })
  const mayHappen = ['order.draft', 'order.revise', 'order.submit']
  expect(written.filter(([action]) => !mayHappen.includes(action))).toEqual([])
  expect(await faultsOf(db)).toEqual([])
  return { calls: size.calls, answered, reached, written: Object.fromEntries(written) }
}
