/** One call that the offline model decided on. */
export type PlannedCall = { tool: string; input: Record<string, unknown> }

/** What the offline model does with a question: calls, or words of its own. */
export type Plan = { kind: 'calls'; calls: PlannedCall[] } | { kind: 'say'; text: string }

export const oneCall = (tool: string, input: Record<string, unknown>): Plan => ({
  kind: 'calls',
  calls: [{ tool, input }],
})
