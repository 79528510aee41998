import type { z } from 'zod'
import type { Database } from '#store/database.ts'

/** Who asks: an active person of the shop. A tool may draft in this person's name, never decide. */
export type Person = { id: string; name: string; role: string }

/** Everything a tool may know besides its input. `now` is the injected instant (ISO), `asOf` its calendar date. */
export type ToolContext = { db: Database; person: Person; asOf: string; now: string }

/** One definition feeds MCP, the agent, the CLI, the web and the evals. */
export type Tool<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  name: string
  title: string
  access: 'read' | 'draft'
  description: string
  input: Input
  output: Output
  /** Questions a buyer would ask for this tool; the offline model learns more, `src/agent/offline/examples/<tool>.txt`. */
  run(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>
}

/** Returns the definition as it is; exists so that `run` is checked against the two schemas. */
export function defineTool<Input extends z.ZodType, Output extends z.ZodType>(
  tool: Tool<Input, Output>,
): Tool<Input, Output> {
  return tool
}

/** What the protocol says about a tool, derived from its access: a second call of any of ours adds no effect. */
export function toolAnnotations(tool: Pick<Tool, 'access'>) {
  return {
    readOnlyHint: tool.access === 'read',
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  }
}
