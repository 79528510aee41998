import { ensurePlan } from '#operations/plan-shop.ts'
import { rememberedOf } from '#operations/remember.ts'
import { addDays } from '#planning/calendar.ts'
import { kpiLine } from '#planning/watch/kpi-facts.ts'
import type { KpiLine } from '#planning/watch/kpi-facts.ts'
import { kpis } from '#planning/watch/kpis.ts'
import { formatNumber } from '#render/figures.ts'
import { kpiOrders } from '#store/kpi-facts.ts'
import { landedCosts } from '#store/landed-costs.ts'
import type { Database } from '#store/database.ts'
import { everyStoredLine, storedLines } from '#store/plan-lines.ts'
import type { StoredLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { receiptFacts } from '#store/receipts.ts'
import { dayOf, present } from './shared/answer.ts'
import { deadAfterDays, excessCoverDays } from './shared/cover.ts'
import { planSource } from './shared/plan.ts'
import { lineFilter, resolveScope } from './shared/scope.ts'
import type { Scope } from './shared/scope.ts'
import { z } from 'zod'
import { accuracyLines } from './shared/accuracy.ts'
import type { AccuracyLine } from './shared/accuracy.ts'
import { answerFields, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

export const getKpis = defineTool({
  name: 'get_kpis',
  title: 'Key figures',
  access: 'read',
  description:
    'Gives the figures of a period: fill rate, stockouts, stock value, turnover, cover, excess, GMROI, accuracy, OTIF, order cycle, landed-cost variance.\nUse it for "how are we doing". Default 90 days, all of it. accuracyBy adds how forecasts came out.',
  input: z.strictObject({
    location: words().optional(),
    category: words().optional(),
    supplier: words().optional(),
    days: z.number().int().min(7).max(730).optional(),
    accuracyBy: z
      .enum(['shop', 'item', 'class', 'category', 'supplier', 'channel', 'location', 'horizon'])
      .optional(),
  }),
  output: z.object({
    ...answerFields,
    currency: z.string(),
    startsOn: onDate,
    fillRate: z.number().optional(),
    stockoutRate: z.number().optional(),
    stockValueMinor: minor.optional(),
    turnsPerYear: z.number().optional(),
    daysOfSupply: z.number().optional(),
    excessMinor: minor.optional(),
    deadStockMinor: minor.optional(),
    carryingCostMinor: minor.optional(),
    openOrderMinor: minor.optional(),
    gmroi: z.number().optional(),
    rmsse: z.number().optional(),
    otifRate: z.number().optional(),
    orderCycleDays: z.number().optional(),
    landedVarianceRate: z.number().optional(),
    lines: z.array(z.object({ label: z.string(), display: z.string() })),
    accuracy: z
      .array(
        z.object({
          name: z.string(),
          horizonDays: units,
          scoreCount: units,
          biasRate: z.number().optional(),
          rmsse: z.number().optional(),
          coverage95: z.number().optional(),
          display: z.string(),
        }),
      )
      .optional(),
  }),
  async run(input, { db, asOf, now }) {
    const { days = 90 } = input
    const scope = await resolveScope(db, input)
    const run = await ensurePlan(db, { asOf, now })
    const { words: _words, skus: _skus, ...filter } = scope
    const stored = await scopeLines(db, run, scope, days)
    const skus = new Set(stored.map((line) => line.sku))
    const receipts = await receiptFacts(db, {
      asOf,
      sinceOn: addDays(asOf, -days - 365),
      ...(scope.supplierCode !== undefined && { supplierCodes: [scope.supplierCode] }),
    })
    const { baseCurrency } = run.summary
    const window = { fromOn: addDays(asOf, 1 - days), toOn: asOf }
    const landed = await landedCosts(db, baseCurrency, { ...filter, ...window })
    const report = kpis({
      asOf,
      baseCurrency,
      windowDays: days,
      holdingRate: run.policy.holdingRate,
      excessCoverDays,
      deadAfterDays,
      lines: stored.map(({ kpi }) => kpi),
      orders: await kpiOrders(db, baseCurrency, filter),
      receipts: receipts.filter((fact) => skus.has(fact.sku)),
      landed: landed.flatMap(({ lines }) => lines).filter(({ sku }) => skus.has(sku)),
    })
    const rmsse = medianOf(stored.flatMap(({ rmsse: scored }) => scored ?? []))
    const figures = Object.values(report.kpis)
    const accuracy =
      input.accuracyBy === undefined
        ? null
        : await accuracyLines(db, input.accuracyBy, { asOf, days, stored })
    return present({
      asOf,
      source: `${planSource(run)}, sales and receipts since ${dayOf(report.startsOn)}`,
      currency: report.currency,
      startsOn: report.startsOn,
      ...Object.fromEntries(
        figures.map(({ code, value }) => [code, ratios.has(code) ? hundredth(value) : value]),
      ),
      rmsse: hundredth(rmsse),
      lines: [
        ...figures.map(({ label, display }) => ({ label, display })),
        ...(rmsse === null ? [] : [accuracyLine(rmsse)]),
      ],
      accuracy,
    })
  },
})

/** Figures that are neither money, days nor shares; they are told as they are shown. */
const ratios = new Set(['turnsPerYear', 'gmroi'])

const hundredth = (figure: number | null) =>
  figure === null ? null : Math.round(figure * 100) / 100

/** What the figures need of a line: of a whole shop that is little beside its histories. */
type ScopeLine = AccuracyLine & { kpi: KpiLine; rmsse: number | null }

function scopeLine({ inputs, result, ...line }: StoredLine, run: PlanRun, days: number): ScopeLine {
  const { sku, locationCode, supplierCode } = line
  return {
    sku,
    locationCode,
    supplierCode,
    inputs: { item: inputs.item },
    kpi: kpiLine(inputs, run.policy, days),
    rmsse: result.forecast?.accuracy.rmsse ?? null,
  }
}

/** The lines asked about; the whole shop is read once while its facts stay as they are. */
async function scopeLines(
  db: Database,
  run: PlanRun,
  scope: Scope,
  days: number,
): Promise<ScopeLine[]> {
  const filter = await lineFilter(db, scope, 'sold')
  if (Object.keys(filter).length > 0) {
    return (await storedLines(db, run.id, filter)).map((line) => scopeLine(line, run, days))
  }
  return rememberedOf(db, run, `key figures of ${days} days`, async () => {
    const lines: ScopeLine[] = []
    for await (const line of everyStoredLine(db, run.id)) lines.push(scopeLine(line, run, days))
    return lines
  })
}

/** The middle value, the mean of the two middle ones when their number is even; null without any. */
function medianOf(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

function accuracyLine(rmsse: number) {
  const label = 'Forecast accuracy'
  return {
    label,
    display: `${label}: RMSSE ${formatNumber(rmsse, 2)} for the middle item (below 1 beats repeating the last value).`,
  }
}
