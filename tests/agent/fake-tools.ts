import type { Tool } from '#root/tool.ts'
import type { ToolContext } from '#root/tool.ts'
import { tools } from '#tools/index.ts'
import { sampleResults } from './results.ts'

/** What the fake tools were called with, in order. */
export type Calls = { name: string; input: unknown }[]

/** The shop's own tools by name and schema, with fixed results instead of a database. */
export function fakeTools(
  calls: Calls,
  replace: Record<string, (input: unknown) => unknown> = {},
): Tool[] {
  return tools.map((tool) => ({
    ...tool,
    run: async (input: unknown) => {
      calls.push({ name: tool.name, input })
      const own = replace[tool.name]
      return own === undefined ? sampleResults[tool.name] : own(input)
    },
  })) as Tool[]
}

export const maya = { id: 'maya', name: 'Maya Lindqvist', role: 'buyer' }

/** A context whose database must not be touched: fake tools do not. */
export const fakeContext = {
  db: null,
  person: maya,
  asOf: '2026-11-21',
  now: '2026-11-21T09:00:00.000Z',
} as unknown as ToolContext
