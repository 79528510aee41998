import { toolText } from '#render/tool-text.ts'
import type { McpUnit } from '../host.ts'
import { documentOf, listIn, section } from './answers.ts'

/** A plan as a document; the plan of today also says what it holds back. */
export async function planText(unit: McpUnit, plan: string): Promise<string> {
  const { planCode, ...reading } = await unit.run('read_plan', { plan }, () => undefined)
  const title = `# Plan ${planCode}`
  if (plan !== 'latest') return documentOf(title, toolText(reading))
  const asked = { show: 'withheld', limit: 8 }
  const heading = 'Held back until a fact is mended'
  const heldBack = await section(unit, heading, 'recommend_reorders', asked, listIn('lines'))
  return documentOf(title, toolText(reading), heldBack)
}
