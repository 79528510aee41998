import { toolText } from '#render/tool-text.ts'
import type { McpUnit } from '../host.ts'
import { documentOf, section } from './answers.ts'

/** A plan as a document; the plan of today also says what it holds back. */
export async function planText(unit: McpUnit, plan: string): Promise<string> {
  const reading = await unit.run('read_plan', { plan }, () => undefined)
  const title = `# Plan ${reading.plan}`
  if (plan !== 'latest') return documentOf(title, toolText(reading))
  const heldBack = await section(unit, 'Held back until a fact is mended', 'recommend_reorders', {
    show: 'withheld',
    limit: 8,
  })
  return documentOf(title, toolText(reading), heldBack)
}
