import {
  isInputRequiredResult,
  requireScopes,
  type CallToolResult,
  type ClientCapabilities,
  type InputRequiredResult,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { toolText } from '#render/tool-text.ts'
import { outsideError } from '#root/errors.ts'
import { toolAnnotations, type Tool } from '#root/tool.ts'
import { confirmSubmission, submittingTool, type SubmissionCall } from './confirm-submission.ts'
import type { McpUnit } from './host.ts'
import { viewMetaOf } from './views.ts'
import { listedSchema } from './listed-schema.ts'
import { progressTeller } from './progress.ts'
import { capabilitiesOf } from './request-state.ts'

/**
 * Registers every tool in the order of the list, those too that this client may only read of: what it is not allowed it
 * learns at the call, with the scopes to ask for, where a list that hides it would leave nothing to ask for.
 */
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
      // A result without its costs is not of that schema, and a client would refuse it.
      ...(unit.caller.seesCosts && { outputSchema: listedSchema(tool.output) }),
      annotations: toolAnnotations(tool),
      ...viewMetaOf(tool.name),
      ...(tool.access === 'draft' && { scopeChallenge: requireScopes('read', 'draft') }),
    },
    async (input: unknown, context: ServerContext) => {
      const capabilities = capabilitiesOf(server, context)
      return callAndReport(unit, tool.name, { input, context, capabilities })
    },
  )
}

type Call = { input: unknown; context: ServerContext; capabilities: ClientCapabilities | undefined }

function runCall(unit: McpUnit, name: string, { input, context }: Call): Promise<unknown> {
  const { signal } = context.mcpReq
  return unit.run('call_tool', { name, input }, progressTeller(context), signal)
}

async function callAndReport(
  unit: McpUnit,
  name: string,
  call: Call,
): Promise<CallToolResult | InputRequiredResult> {
  try {
    const told =
      name === submittingTool
        ? await confirmSubmission(unit, call as SubmissionCall)
        : { result: await runCall(unit, name, call) }
    if (isInputRequiredResult(told)) return told
    const structuredContent = told.result as Record<string, unknown>
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
