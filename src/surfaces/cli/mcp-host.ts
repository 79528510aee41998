import { QuartermasterError } from '#root/errors.ts'
import { operationsOn, type RunOperation } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'
import { tools } from '#tools/index.ts'
import { mcpOperations, type McpHost, type RunForMcp } from '../mcp/host.ts'
import { logDefect } from './log.ts'

/** The program as MCP sees it: only operations of its list, whatever a client asks for. */
function onlyMcpOperations(run: RunOperation): RunForMcp {
  return (name, input, emit, signal) => {
    if (mcpOperations.includes(name)) return run(name, input, emit, signal)
    throw new QuartermasterError('forbidden', `MCP does not reach "${name}".`, 'Use a tool.')
  }
}

/** How papers and charts become files; what makes them is loaded when one is asked for. */
export const papers: Pick<McpHost, 'pdfOf' | 'pictureOf'> = {
  pdfOf: async (paper) => (await import('#dispatch/write-pdf.ts')).writePdf(paper),
  pictureOf: async (chart) => (await import('#root/pictures/chart-picture.ts')).chartPicture(chart),
}

/** MCP on a shop that this process has open: each caller is the person they signed in as. */
export function mcpHostOf(shop: Shop, version: string): McpHost {
  return {
    version,
    tools,
    ...papers,
    runFor: ({ personId }) =>
      onlyMcpOperations(operationsOn(personId === null ? shop : { ...shop, personId })),
    report: logDefect('mcp'),
  }
}

/** MCP through the process that owns the data folder: everybody is the person whom that one was started for. */
export function mcpHostThrough(run: RunOperation, version: string): McpHost {
  const reached = onlyMcpOperations(run)
  return { version, tools, ...papers, runFor: () => reached, report: logDefect('mcp stdio') }
}
