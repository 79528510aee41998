import type { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import { unkeptTexts, unkeptWords } from '#root/kept-text.ts'
import type { Tool, ToolContext } from '#root/tool.ts'

const describeIssue = (issue: z.core.$ZodIssue): string =>
  issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`

/**
 * Runs a tool between its two schemas. Throws QuartermasterError('invalid') that names each wrong argument and what
 * the tool knows; a result outside the output schema is a defect and throws as such.
 */
export async function runTool(tool: Tool, input: unknown, context: ToolContext): Promise<unknown> {
  const parsed = tool.input.safeParse(input ?? {})
  const unkept = unkeptTexts(input).map((path) => `${path}: ${unkeptWords}`)
  if (!parsed.success || unkept.length > 0) {
    const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...unkept]
    const wrong = faults.slice(0, 5).join('; ')
    const allowed = Object.keys((tool.input as z.ZodObject).shape).join(', ')
    throw new QuartermasterError(
      'invalid',
      `${tool.name} can not use these arguments: ${wrong}.`.slice(0, 600),
      `Correct the arguments named; ${tool.name} knows: ${allowed}.`,
    )
  }
  return tool.output.parse(await tool.run(parsed.data, context))
}
