import { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import type { Tool, ToolContext } from '#root/tool.ts'

/** One call as every surface makes it: input through its schema, output through its own. */
export async function run<Input extends z.ZodType, Output extends z.ZodType>(
  tool: Tool<Input, Output>,
  input: unknown,
  context: ToolContext,
): Promise<z.output<Output>> {
  return tool.output.parse(await tool.run(tool.input.parse(input), context))
}

/** The QuartermasterError that a call ends in; anything else, or success, fails the test. */
export async function refusal(call: Promise<unknown>): Promise<QuartermasterError> {
  try {
    await call
  } catch (error) {
    if (error instanceof QuartermasterError) return error
    throw error
  }
  throw new Error('the call was expected to be refused')
}
