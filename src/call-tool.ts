import type { z } from 'zod'
import { QuartermasterError } from './errors.ts'
import type { Tool, ToolContext } from './tool.ts'

const describeIssue = (issue: z.core.$ZodIssue): string =>
  issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`

/**
 * One call of a tool as every surface makes it: the input is checked, the tool runs, the result is checked. Throws
 * QuartermasterError('invalid') that names each wrong field; a result outside its schema is a defect and throws as such.
 */
export async function callTool(tool: Tool, input: unknown, context: ToolContext): Promise<unknown> {
  const parsed = tool.input.safeParse(input)
  if (!parsed.success) {
    const wrong = parsed.error.issues.slice(0, 5).map(describeIssue).join('; ')
    const allowed = Object.keys((tool.input as z.ZodObject).shape).join(', ')
    throw new QuartermasterError(
      'invalid',
      `${tool.name} can not use this input: ${wrong}.`.slice(0, 600),
      `Correct the named fields; ${tool.name} knows: ${allowed}.`,
    )
  }
  return tool.output.parse(await tool.run(parsed.data, context))
}
