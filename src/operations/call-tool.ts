import { runTool } from '#agent/run-tool.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { ToolContext } from '#root/tool.ts'
import { waitedForBy, type Progress } from '#root/under-way.ts'
import { tools } from '#tools/index.ts'
import { asOfDay, personOf, type Shop } from './shop.ts'

/** What every tool of this shop may know: the store, who asks, and the day. */
export async function toolContext(shop: Shop): Promise<ToolContext> {
  const [person, asOf] = await Promise.all([personOf(shop), asOfDay(shop)])
  return {
    db: shop.db,
    person,
    asOf,
    now: shop.now().toISOString(),
  }
}

/**
 * Runs one tool by name on input from outside and returns its validated output. Throws QuartermasterError:
 * 'not_found' for an unknown tool, 'invalid' naming each argument that is wrong, 'unavailable' where the signal gave a long
 * one up, or what the tool itself throws.
 */
export async function callTool(
  shop: Shop,
  request: { name: string; input: unknown },
  tell: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<unknown> {
  const tool = tools.find((known) => known.name === request.name)
  if (tool === undefined) {
    const known = tools.map((each) => each.name).join(', ')
    throw new QuartermasterError(
      'not_found',
      `There is no tool "${request.name}".`,
      `Use one of: ${known}.`,
    )
  }
  const context = await toolContext(shop)
  return waitedForBy({ tell, signal }, () => runTool(tool, request.input, context))
}
