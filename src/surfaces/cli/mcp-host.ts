import type { RunOperation } from '#operations/operations.ts'
import type { Shop } from '#operations/shop.ts'
import { tools } from '#tools/index.ts'
import type { McpHost } from '../mcp/host.ts'
import { logDefect } from './log.ts'
import { reachOf } from './mcp-reach.ts'

/** How papers and charts become files; what makes them is loaded when one is asked for. */
export const papers: Pick<McpHost, 'pdfOf' | 'pictureOf'> = {
  pdfOf: async (paper) => (await import('#dispatch/write-pdf.ts')).writePdf(paper),
  pictureOf: async (chart) => (await import('#root/pictures/chart-picture.ts')).chartPicture(chart),
}

/** The console's page of an order, where the console has an address that people reach. */
const consoleOf = (publicUrl: URL | null): Pick<McpHost, 'consoleUrl'> =>
  publicUrl === null
    ? {}
    : { consoleUrl: (order) => new URL(`/orders/${encodeURIComponent(order)}`, publicUrl).href }

/** The operations of a shop, loaded with the first one that is asked for. */
function operationsLater(shop: Shop): RunOperation {
  return async (...call) => (await import('#operations/operations.ts')).operationsOn(shop)(...call)
}

/** MCP on a shop that this process has open: each caller is the person they signed in as. */
export function mcpHostOf(shop: Shop, version: string, publicUrl: URL | null = null): McpHost {
  return {
    version,
    tools,
    ...papers,
    ...consoleOf(publicUrl),
    runFor: (caller) => {
      const { personId } = caller
      return reachOf(operationsLater(personId === null ? shop : { ...shop, personId }), caller)
    },
    report: logDefect('mcp'),
  }
}

/** MCP through the process that owns the data folder: everybody is the person whom that one was started for. */
export function mcpHostThrough(
  run: RunOperation,
  version: string,
  publicUrl: URL | null = null,
): McpHost {
  return {
    version,
    tools,
    ...papers,
    ...consoleOf(publicUrl),
    runFor: (caller) => reachOf(run, caller),
    report: logDefect('mcp stdio'),
  }
}
