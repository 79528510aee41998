import { describe, expect, it } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import type { RunOperation } from '#operations/operations.ts'
import { holderThrough } from '#surfaces/cli/mcp-access.ts'
import { reachOf } from '#surfaces/cli/mcp-reach.ts'
import { holderOfTheMachine, mcpOperations, type McpCaller } from '#surfaces/mcp/host.ts'

const reader: McpCaller = { ...holderOfTheMachine, scopes: ['read'] }
const counter: McpCaller = { ...holderOfTheMachine, seesCosts: false }

/** What was asked of the program, which answers everything alike. */
function programAnswering(result: unknown) {
  const asked: string[] = []
  const run = ((name: string) => {
    asked.push(name)
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result)
  }) as unknown as RunOperation
  const through = (caller: McpCaller) => {
    const reach = reachOf(run, caller)
    return (name: string, input: unknown = {}) =>
      reach(name as 'call_tool', input as { name: string; input: unknown }, () => undefined)
  }
  return { asked, run, through }
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof QuartermasterError ? error.code : 'broken'),
  )

describe('a client', () => {
  it('reaches no operation but those of its list', async () => {
    const { asked, through } = programAnswering({})
    const others = ['make_access_token', 'make_sign_in_link', 'book_papers', 'price_list', 'plan']
    for (const name of others) {
      expect(await codeOf(through(holderOfTheMachine)(name))).toBe('forbidden')
    }
    expect(asked).toEqual([])
  })

  it('that may only read drafts nothing, also where the protocol did not ask for scopes', async () => {
    const { asked, through } = programAnswering({})
    const ask = through(reader)
    const drafting = ['draft_purchase_order', 'revise_purchase_order', 'approve_purchase_order']
    for (const name of drafting) {
      expect(await codeOf(ask('call_tool', { name, input: {} }))).toBe('forbidden')
    }
    expect(await codeOf(ask('submit_confirmed'))).toBe('forbidden')
    expect(asked).toEqual([])
    expect(await codeOf(ask('call_tool', { name: 'find_items', input: {} }))).toBe('answered')
  })

  it('without any scope gets nothing at all', async () => {
    const { asked, through } = programAnswering({})
    const ask = through({ ...reader, scopes: [] })
    for (const name of mcpOperations) {
      expect(await codeOf(ask(name, { name: 'find_items' }))).toBe('forbidden')
    }
    expect(asked).toEqual([])
  })
})

describe('a client of somebody who does not see costs', () => {
  it('gets results without them, and errors too', async () => {
    const told = programAnswering({ units: 3, totalMinor: 1_200 }).through(counter)
    expect(await told('call_tool', { name: 'find_items' })).toMatchObject({ units: 3 })
    expect(await told('call_tool', { name: 'find_items' })).not.toHaveProperty('totalMinor')
    const error = new QuartermasterError(
      'conflict',
      'The draft is there. It costs £12.00.',
      'Wait, or spend £5 more.',
      { order: 'PO-1', totalMinor: 1_200 },
    )
    const refused = await programAnswering(error)
      .through(counter)('call_tool', { name: 'find_items' })
      .catch((thrown: unknown) => thrown)
    expect(refused).toMatchObject({
      code: 'conflict',
      message: 'The draft is there.',
      repair: 'Wait.',
      details: { order: 'PO-1' },
    })
    expect((refused as QuartermasterError).details).toEqual({ order: 'PO-1' })
  })

  it.each(['describe_policy', 'read_paper', 'read_submission'])(
    'is refused %s, which is all about them',
    async (name) => {
      const { asked, through } = programAnswering({})
      expect(await codeOf(through(counter)(name))).toBe('forbidden')
      expect(asked).toEqual([])
      expect(await codeOf(through(holderOfTheMachine)(name))).toBe('answered')
    },
  )

  it('is known through the process that owns the data folder too', async () => {
    const seen = async (personRole: string) =>
      (await holderThrough(programAnswering({ personRole }).run)).seesCosts
    expect([await seen('warehouse'), await seen('buyer'), await seen('payables')]).toEqual([
      false,
      true,
      true,
    ])
  })
})
