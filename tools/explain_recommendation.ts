import { ensurePlan, replayOnce } from '#operations/plan-shop.ts'
import { itemsBySku, resolveItem } from '#store/items.ts'
import { storedLine } from '#store/plan-lines.ts'
import { planRunById } from '#store/plan-runs.ts'
import type { StoredLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { ToolContext } from '#root/tool.ts'
import { nameOf, present, sentenceOf } from './shared/answer.ts'
import { explanations } from './shared/explanations.ts'
import { handleOf, planSource, urgentLine } from './shared/plan.ts'
import { z } from 'zod'
import { answerFields, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const explainRecommendation = defineTool({
  name: 'explain_recommendation',
  title: 'Explain a recommendation',
  access: 'read',
  description:
    'Explains one line of the plan. question: why (steps that sum to the quantity), why_not (the value and date that would put it on the list), supplier (why this one), fragility (the smallest change that flips it), change (against the run before).\nUse it for "why 144", "why not the mugs". Name the line by handle, or item and location.',
  input: z.strictObject({
    recommendation: words(20).optional().describe('handle such as R12-34'),
    item: words().optional().describe('SKU or words of the name'),
    location: words().optional(),
    question: z.enum(['why', 'why_not', 'supplier', 'fragility', 'change']).optional(),
  }),
  output: z.object({
    ...answerFields,
    recommendation: z.string(),
    sku: z.string(),
    name: z.string(),
    locationCode: z.string(),
    currency: z.string(),
    decision: z.string(),
    units,
    supplierCode: z.string().optional(),
    landedCostMinor: minor.optional(),
    orderByOn: onDate.optional(),
    leadTimeDays: z.number().optional(),
    leadTimeSdDays: z.number().optional(),
    protectionDays: z.number().optional(),
    cycleServiceLevel: z.number().optional(),
    safetyStockUnits: z.number().optional(),
    reorderPointUnits: units.optional(),
    orderUpToUnits: units.optional(),
    inventoryPositionUnits: units.optional(),
    question: z.string(),
    lines: z.array(
      z.object({
        label: z.string(),
        units: units.optional(),
        amountMinor: minor.optional(),
        dueOn: onDate.optional(),
        display: z.string(),
      }),
    ),
    warnings: z.array(z.string()),
    replayedSame: z.boolean(),
    display: z.string(),
  }),
  async run(input, context) {
    const { db } = context
    const { run, line } = await namedLine(context, input)
    const { result } = line
    const question = input.question ?? (result.decision === 'order' ? 'why' : 'why_not')
    const [{ lines, display }, replay, items] = await Promise.all([
      explanations[question](db, run, line),
      replayOnce(db, run, line),
      itemsBySku(db, [line.sku]),
    ])
    const item = items.get(line.sku)
    return present({
      asOf: run.asOf,
      source: planSource(run),
      recommendation: line.id,
      sku: line.sku,
      name: nameOf(item?.name ?? line.sku),
      locationCode: line.locationCode,
      currency: run.summary.baseCurrency,
      decision: result.decision,
      units: result.units,
      supplierCode: result.supplierCode,
      landedCostMinor: result.landedCostMinor,
      orderByOn: result.orderByOn,
      leadTimeDays: result.leadTimeDays,
      leadTimeSdDays: result.leadTimeSdDays,
      protectionDays: result.protectionDays,
      cycleServiceLevel: result.cycleServiceLevel,
      safetyStockUnits: result.safetyStockUnits,
      reorderPointUnits: result.reorderPointUnits,
      orderUpToUnits: result.orderUpToUnits,
      inventoryPositionUnits: result.position?.inventoryPositionUnits,
      question,
      lines: lines.slice(0, 20).map((each) => ({ ...each, display: sentenceOf(each.display) })),
      warnings: result.warnings.slice(0, 6).map(sentenceOf),
      replayedSame: replay.same,
      display: sentenceOf(display),
    })
  },
})

type Input = {
  recommendation?: string | undefined
  item?: string | undefined
  location?: string | undefined
}

/** The line of a handle as its run stored it, else of an item in the plan of now. */
async function namedLine(
  { db, asOf, now }: ToolContext,
  input: Input,
): Promise<{ run: PlanRun; line: StoredLine }> {
  if (input.recommendation !== undefined) {
    const id = handleOf(input.recommendation)
    const line = await storedLine(db, id)
    const run = line === null ? null : await planRunById(db, line.planRunId)
    if (line !== null && run !== null) return { run, line }
    throw new QuartermasterError(
      'not_found',
      `No recommendation has the handle ${id}.`,
      'recommend_reorders gives the handles of today.',
    )
  }
  if (input.item === undefined) {
    throw new QuartermasterError(
      'invalid',
      'Say which recommendation to explain.',
      'Give its handle (R12-34), or the item and, where it is kept in several, the location.',
      { missing: 'item' },
    )
  }
  const item = await resolveItem(db, input.item)
  const run = await ensurePlan(db, { asOf, now })
  return { run, line: await urgentLine(db, run, item.sku, input.location) }
}
