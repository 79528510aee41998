// What the MCP surface is given, and who is behind a request. It sees operations that read and draft, never a command.
import type { McpServer, ServerEventBus, ServerOptions } from '@modelcontextprotocol/server'
import type { OperationName, Operations } from '#operations/operations.ts'
import type { StockChart } from '#render/chart-frame.ts'
import type { OrderDocument } from '#render/order-documents/order-document.ts'
import type { Tool } from '#root/tool.ts'

/** What a client may do in its person's name. There is no scope that decides: no client approves. */
export type McpScope = 'read' | 'draft'

/** Who is behind a request: a person of the shop, and what this client was allowed in their name. */
export type McpCaller = {
  /**
   * What rates, budgets, sessions and the state of unfinished requests are bound to: one client of one person, with all
   * that it may do and see, so that whatever was begun before any of this changed is begun anew.
   */
  principal: string
  /** Null = whoever holds the machine, as the program was started. */
  personId: string | null
  scopes: readonly McpScope[]
  /** Whether the person may see what things cost; a client sees what its person sees. */
  seesCosts: boolean
}

/** Whoever reaches the machine itself, over loopback or stdio, where nobody signs in. */
export const holderOfTheMachine: McpCaller = {
  principal: 'local',
  personId: null,
  scopes: ['read', 'draft'],
  seesCosts: true,
}

/** The operations that an MCP client can reach; the composition root refuses every other, whatever is asked. */
export const mcpOperations = [
  'call_tool',
  'request_state_key',
  'read_submission',
  'submit_confirmed',
  'describe_shop',
  'describe_policy',
  'list_records',
  'complete_code',
  'read_plan',
  'read_paper',
] as const satisfies readonly OperationName[]

export type McpOperation = (typeof mcpOperations)[number]

/** Runs one of those operations in the caller's name; rejects with a QuartermasterError that may be shown. */
export type RunForMcp = <Name extends McpOperation>(
  name: Name,
  input: Operations[Name]['input'],
  emit: (event: Operations[Name]['event']) => void,
  signal?: AbortSignal,
) => Promise<Operations[Name]['result']>

export type McpHost = {
  version: string
  tools: Tool[]
  runFor(caller: McpCaller): RunForMcp
  /** Where people decide about an order, in a console that they reach; absent where it has no address of its own. */
  consoleUrl?(order: string): string
  /** A paper as PDF. */
  pdfOf(paper: OrderDocument): Promise<Uint8Array>
  /** A chart as PNG. */
  pictureOf(chart: StockChart): Promise<Uint8Array>
  /** Hears what a client is not shown. */
  report(error: unknown): void
  fixtures?: McpFixtures
}

/** What the official conformance suite calls beside the product; absent unless the program was started to be tested. */
export type McpFixtures = {
  register(server: McpServer): void
  requestState: NonNullable<ServerOptions['requestState']>
  /** Tells listeners that a list changed. */
  bus: ServerEventBus
}

/** One request of the stateless revision, or one session of an older: the program as its caller may use it. */
export type McpUnit = { host: McpHost; caller: McpCaller; run: RunForMcp }
