import type { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import type { Tool, ToolContext } from '#root/tool.ts'

const describeIssue = (issue: z.core.$ZodIssue): string =>
  issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`

/**
 * Runs a tool between its two schemas. Throws QuartermasterError('invalid') that names each wrong argument and what
 * the tool knows; a result outside the output schema is a defect and throws as such.
 */
export async function runTool(tool: Tool, input: unknown, context: ToolContext): Promise<unknown> {
  const parsed = tool.input.safeParse(input ?? {})
  if (!parsed.success) {
    const wrong = parsed.error.issues.slice(0, 5).map(describeIssue).join('; ')
    const allowed = Object.keys((tool.input as z.ZodObject).shape).join(', ')
    throw new QuartermasterError(
      'invalid',
      `${tool.name} can not use these arguments: ${wrong}.`.slice(0, 600),
      `Correct the arguments named; ${tool.name} knows: ${allowed}.`,
    )
  }
  return tool.output.parse(await tool.run(parsed.data, context))
}
