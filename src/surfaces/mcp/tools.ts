import type { CallToolResult, McpServer } from '@modelcontextprotocol/server'
import { toolText } from '#render/tool-text.ts'
import { outsideError } from '#root/errors.ts'
import { toolAnnotations, type Tool } from '#root/tool.ts'
import type { McpUnit } from './host.ts'
import { viewMetaOf } from './views.ts'
import { listedSchema } from './listed-schema.ts'

/** Registers every tool in the order of the list. */
export function registerTools(server: McpServer, unit: McpUnit): void {
  for (const tool of unit.host.tools) registerTool(server, unit, tool)
}

function registerTool(server: McpServer, unit: McpUnit, tool: Tool): void {
  server.registerTool(
    tool.name,
    {
      title: tool.title,
      description: tool.description,
      inputSchema: listedSchema(tool.input),
      outputSchema: listedSchema(tool.output),
      annotations: toolAnnotations(tool),
    },
    async (input: unknown) => callAndReport(unit, tool.name, input),
  )
}

async function callAndReport(unit: McpUnit, name: string, input: unknown): Promise<CallToolResult> {
  try {
    const result = await unit.run('call_tool', { name, input }, () => undefined)
    const structuredContent = result as Record<string, unknown>
    return { content: [{ type: 'text', text: toolText(structuredContent) }], structuredContent }
  } catch (error) {
    const { code, message, repair, details } = outsideError(error)
    if (code === 'internal') unit.host.report(error)
    const known = Object.keys(details).length > 0 ? `\n${JSON.stringify(details)}` : ''
    return {
      isError: true,
      content: [{ type: 'text', text: `${code}: ${message} ${repair}${known}` }],
    }
  }
}
