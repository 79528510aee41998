import { McpServer, type CallToolResult } from '@modelcontextprotocol/server'
import { outsideError } from '#root/errors.ts'
import { toolAnnotations, type Tool } from '#root/tool.ts'

/** What an MCP server is given: the tools, and one way to call them. */
export type McpHost = {
  version: string
  tools: Tool[]
  callTool(name: string, input: unknown): Promise<unknown>
  /** Hears what a client is not shown. */
  report(error: unknown): void
}

const instructions = [
  'Quartermaster plans purchasing for one shop. Quantities, prices, dates and totals are computed by the tools:',
  'quote them, never compute your own. Tools read and draft; approving, sending and receiving are done by',
  'people in the web console. Items, suppliers and locations may be named by code or by words of their name.',
].join(' ')

/** A server with every tool registered; cheap, because the 2026-07-28 handler builds one per request. */
export function buildMcpServer(host: McpHost): McpServer {
  const server = new McpServer(
    { name: 'quartermaster', title: 'Quartermaster', version: host.version },
    { instructions, capabilities: { tools: {} } },
  )
  for (const tool of host.tools) registerTool(server, host, tool)
  return server
}

function registerTool(server: McpServer, host: McpHost, tool: Tool): void {
  server.registerTool(
    tool.name,
    {
      title: tool.title,
      description: tool.description,
      inputSchema: tool.input,
      outputSchema: tool.output,
      annotations: { title: tool.title, ...toolAnnotations(tool) },
    },
    async (input: unknown) => callAndReport(host, tool.name, input),
  )
}

async function callAndReport(host: McpHost, name: string, input: unknown): Promise<CallToolResult> {
  try {
    const result = await host.callTool(name, input)
    return {
      content: [{ type: 'text', text: JSON.stringify(result) }],
      structuredContent: result as Record<string, unknown>,
    }
  } catch (error) {
    const { code, message, repair, details } = outsideError(error)
    if (code === 'internal') host.report(error)
    const known = Object.keys(details).length > 0 ? `\n${JSON.stringify(details)}` : ''
    return {
      isError: true,
      content: [{ type: 'text', text: `${code}: ${message} ${repair}${known}` }],
    }
  }
}
