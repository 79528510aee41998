import { z } from 'zod'
import { defineTool, type Tool } from '#root/tool.ts'
import { runTool } from '#agent/run-tool.ts'
import type { McpHost } from '#surfaces/mcp/host.ts'
import { smallPapers } from './small-papers.ts'
import { smallHost } from './host.ts'

const stock = defineTool({
  name: 'get_stock',
  title: 'Stock',
  access: 'read',
  description: 'Gives the stock of an item.',
  input: z.strictObject({ sku: z.string().max(100) }),
  output: z.object({ sku: z.string(), onHandUnits: z.number() }),
  run: ({ sku }) => Promise.resolve({ sku, onHandUnits: 12 }),
})

/** A host with the one tool that the abuse cases call; remembers what was asked of it, and what broke. */
export function stockHost(work: () => Promise<void> = () => Promise.resolve()) {
  const asked: unknown[] = []
  const defects: unknown[] = []
  const answer = async (_operation: string, call: { name: string; input: unknown }) => {
    asked.push(call)
    await work()
    return runTool(stock as unknown as Tool, call.input, undefined as never)
  }
  const host: McpHost = {
    ...smallHost,
    report: (error) => defects.push(error),
    tools: [stock as unknown as Tool],
    runFor: () => answer as never,
    ...smallPapers,
  }
  return { host, asked, defects }
}
