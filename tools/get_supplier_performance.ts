import { addDays } from '#planning/calendar.ts'
import { supplierPerformance } from '#planning/sourcing/performance.ts'
import type { SupplierPerformance } from '#planning/sourcing/performance.ts'
import { formatRate } from '#render/figures.ts'
import { receiptFacts } from '#store/receipts.ts'
import { everySupplier, resolveSupplier } from '#store/suppliers.ts'
import { countOf, dayOf, daysOf, nameOf, noteOf, pageOf, present } from './shared/answer.ts'
import { z } from 'zod'
import { answerFields, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const getSupplierPerformance = defineTool({
  name: 'get_supplier_performance',
  title: 'Supplier scorecard',
  access: 'read',
  description:
    'Scores suppliers from their real receipts: on time in full, lead time and its spread, defects, trend, contract.\nUse it for "how reliable is", "who is getting worse". Default the last 12 months, the worst first.',
  input: z.strictObject({
    supplier: words().optional(),
    months: z.number().int().min(1).max(36).optional(),
  }),
  output: z.object({
    ...answerFields,
    lines: z.array(
      z.object({
        supplierCode: z.string(),
        supplierName: z.string(),
        deliveryCount: units,
        otifRate: z.number().optional(),
        onTimeRate: z.number().optional(),
        inFullRate: z.number().optional(),
        defectRate: z.number().optional(),
        leadTimeDays: z.number().optional(),
        leadTimeSdDays: z.number().optional(),
        slaOtifRate: z.number().optional(),
        contractEndsOn: onDate.optional(),
        trend: z.string(),
        noteQuoted: z.string().optional(),
        display: z.string(),
      }),
    ),
    moreCount: units,
  }),
  async run(input, { db, asOf }) {
    const { supplier, months = 12 } = input
    const sinceOn = addDays(asOf, -Math.round(months * 30.4375))
    const wanted =
      supplier === undefined ? await everySupplier(db) : [await resolveSupplier(db, supplier)]
    const [only] = wanted
    const facts = await receiptFacts(db, {
      sinceOn,
      asOf,
      ...(supplier !== undefined && only && { supplierCodes: [only.code] }),
    })
    const factsOf = Map.groupBy(facts, (fact) => fact.supplierCode)
    const scored = wanted
      .map((row) => ({
        row,
        score: supplierPerformance(factsOf.get(row.code) ?? [], {
          asOf,
          contractEndsOn: row.contractEndsOn,
          slaOtifRate: row.slaOtifRate,
        }),
      }))
      .toSorted((a, b) => (a.score.otifRate ?? 2) - (b.score.otifRate ?? 2))
    const { page, moreCount } = pageOf(scored, 14)
    return {
      asOf,
      source: `receipts since ${dayOf(sinceOn)}`,
      lines: page.map(({ row, score }) =>
        present({
          supplierCode: row.code,
          supplierName: nameOf(row.name),
          deliveryCount: score.deliveryCount,
          otifRate: score.otifRate,
          onTimeRate: score.onTimeRate,
          inFullRate: score.deliveryCount === 0 ? null : score.inFullRate,
          defectRate: score.defectRate,
          leadTimeDays: score.leadTimeDays,
          leadTimeSdDays: score.leadTimeSdDays,
          slaOtifRate: score.slaOtifRate,
          contractEndsOn: score.contractEndsOn,
          trend: score.trend.verdict,
          noteQuoted: scored.length === 1 ? noteOf(row.note) : null,
          display: sentence(nameOf(row.name), score),
        }),
      ),
      moreCount,
    }
  },
})

function sentence(name: string, score: SupplierPerformance): string {
  if (score.deliveryCount === 0) return `${name}: no delivery to judge in this time`
  const parts = [
    score.otifRate === null ? null : `${formatRate(score.otifRate)} on time in full`,
    score.leadTimeDays === null
      ? null
      : `lead time ${daysOf(score.leadTimeDays)}${score.leadTimeSdDays === null ? '' : ` ± ${daysOf(score.leadTimeSdDays)}`}`,
    score.defectRate === null ? null : `${formatRate(score.defectRate)} defects`,
    score.slaBreached === true ? `below the agreed ${formatRate(score.slaOtifRate ?? 0)}` : null,
    score.trend.verdict === 'turning_unreliable' ? 'turning unreliable' : null,
    score.trend.verdict === 'improving' ? 'improving' : null,
    score.daysToContractEnd !== null &&
    score.daysToContractEnd >= 0 &&
    score.daysToContractEnd <= 90
      ? `contract ends on ${dayOf(score.contractEndsOn ?? '')}`
      : null,
  ].filter((part) => part !== null)
  return `${name}: ${parts.join(', ')} over ${countOf(score.deliveryCount, 'delivery', 'deliveries')}`
}
