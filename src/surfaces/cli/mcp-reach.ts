// What a client reaches of the program, by its scopes and by what its person may see. The protocol asks for scopes before
// it calls; this is what holds when it does not.
import { textWithoutCosts, withoutCosts } from '#render/costs.ts'
import { QuartermasterError } from '#root/errors.ts'
import { unkeptTexts, unkeptWords } from '#root/kept-text.ts'
import type { RunOperation } from '#operations/operations.ts'
import { tools } from '#tools/index.ts'
import {
  mcpOperations,
  type McpCaller,
  type McpOperation,
  type McpScope,
  type RunForMcp,
} from '../mcp/host.ts'

type Reach = {
  scope: McpScope
  /** Where its result says what things cost: nowhere, in fields that can be left out, or all over it. */
  costs: 'nowhere' | 'in fields' | 'all over'
}

const reaches: Record<McpOperation, Reach> = {
  // A tool that drafts asks for more; see `scopeOf`.
  call_tool: { scope: 'read', costs: 'in fields' },
  request_state_key: { scope: 'draft', costs: 'nowhere' },
  read_submission: { scope: 'draft', costs: 'all over' },
  submit_confirmed: { scope: 'draft', costs: 'all over' },
  describe_shop: { scope: 'read', costs: 'nowhere' },
  describe_policy: { scope: 'read', costs: 'all over' },
  list_records: { scope: 'read', costs: 'nowhere' },
  complete_code: { scope: 'read', costs: 'nowhere' },
  read_plan: { scope: 'read', costs: 'in fields' },
  read_paper: { scope: 'read', costs: 'all over' },
}

function scopeOf(name: McpOperation, input: unknown): McpScope {
  if (name !== 'call_tool') return reaches[name].scope
  const { name: called } = input as { name: string }
  return tools.find((tool) => tool.name === called)?.access ?? 'read'
}

function errorWithoutCosts(error: unknown): unknown {
  if (!(error instanceof QuartermasterError)) return error
  const { code, message, repair, details, cause } = error
  const { costsHidden: _said, ...kept } = withoutCosts(details)
  return new QuartermasterError(
    code,
    textWithoutCosts(message),
    textWithoutCosts(repair),
    kept,
    cause,
  )
}

function refuse(name: McpOperation, input: unknown, { scopes, seesCosts }: McpCaller): void {
  const scope = scopeOf(name, input)
  if (!scopes.includes(scope)) {
    throw new QuartermasterError(
      'forbidden',
      `This client may not ${scope}.`,
      'Sign in again with the scopes "read draft", or use a token that was made with them.',
    )
  }
  if (!seesCosts && reaches[name].costs === 'all over') {
    throw new QuartermasterError(
      'forbidden',
      'This says what things cost all over.',
      'Ask somebody who buys, decides or pays; units, days and states are answered by the tools.',
    )
  }
}

/** No database looks up what it can not keep, such as a NUL in an address. A tool says so of its arguments itself. */
function refuseUnkept(name: McpOperation, input: unknown): void {
  const unkept = name === 'call_tool' ? [] : unkeptTexts(input)
  if (unkept.length === 0) return
  throw new QuartermasterError(
    'invalid',
    `${unkept.join(', ')} ${unkeptWords}.`,
    'Completion gives the codes that there are.',
  )
}

/** Operations of the list only, within the caller's scopes, and without costs for a person who may not see them. */
export function reachOf(run: RunOperation, caller: McpCaller): RunForMcp {
  return async (name, input, emit, signal) => {
    if (!mcpOperations.includes(name)) {
      throw new QuartermasterError('forbidden', `MCP does not reach "${name}".`, 'Use a tool.')
    }
    refuse(name, input, caller)
    refuseUnkept(name, input)
    if (caller.seesCosts) return run(name, input, emit, signal)
    try {
      const result = await run(name, input, emit, signal)
      return reaches[name].costs === 'in fields'
        ? (withoutCosts(result as object) as typeof result)
        : result
    } catch (error) {
      throw errorWithoutCosts(error)
    }
  }
}
