import { McpServer } from '@modelcontextprotocol/server'
import { submittingTool } from './confirm-submission.ts'
import type { McpCaller, McpHost } from './host.ts'
import { serverIcon } from './icon.ts'
import { wordErrors } from './outgoing.ts'
import { registerPrompts } from './prompts.ts'
import { openStates, refuseForeignAnswers } from './request-state.ts'
import { registerResources } from './resources.ts'
import { registerTools } from './tools.ts'
import { registerViews } from './views.ts'

const instructions = [
  'Quartermaster plans purchasing for one shop. Quantities, prices, dates and totals are computed by the tools:',
  'quote them, never compute your own. Tools read and draft; approving, sending and receiving are done by',
  'people in the web console and in Slack. Items, suppliers and locations may be named by code or by words of',
  'their name. Resources (qm://...) are the same answers as documents; prompts lead through the weekly work.',
].join(' ')

/** What changes with the program only, and what changes with the shop; none of it is for others than whom it was told. */
const program = { ttlMs: 300_000, cacheScope: 'private' as const }
const shop = { ttlMs: 30_000, cacheScope: 'private' as const }
const cacheHints = {
  'tools/list': program,
  'prompts/list': program,
  'resources/templates/list': program,
  'resources/list': shop,
}

/** A server as one caller sees it; cheap, because the 2026-07-28 handler builds one per request. */
export function buildMcpServer(host: McpHost, caller: McpCaller): McpServer {
  const unit = { host, caller, run: host.runFor(caller) }
  const server = new McpServer(
    {
      name: 'quartermaster',
      title: 'Quartermaster',
      version: host.version,
      icons: [serverIcon],
    },
    {
      instructions,
      cacheHints,
      requestState: openStates(unit),
    },
  )
  wordErrors(server, host.report)
  refuseForeignAnswers(server, submittingTool)
  registerTools(server, unit)
  registerResources(server, unit)
  registerPrompts(server, unit)
  registerViews(server)
  host.fixtures?.register(server)
  return server
}
