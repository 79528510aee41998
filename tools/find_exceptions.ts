import { ensurePlan } from '#operations/plan-shop.ts'
import { rememberedOf } from '#operations/remember.ts'
import { addDays } from '#planning/calendar.ts'
import { addMinor } from '#planning/money.ts'
import { driftingSeries } from '#planning/accuracy/accuracy-report.ts'
import { supplierPerformance } from '#planning/sourcing/performance.ts'
import type { Exception } from '#planning/watch/exception.ts'
import { findExceptions as watch } from '#planning/watch/exceptions.ts'
import type { SupplierFact, WatchLine } from '#planning/watch/watch-facts.ts'
import { formatMoney } from '#render/figures.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import {
  invoiceLineFacts,
  openLineFacts,
  supplierMoney,
  unbookedFacts,
} from '#store/exceptions-facts.ts'
import { scoredForecasts } from '#store/forecast-ledger.ts'
import { everyStoredLine } from '#store/plan-lines.ts'
import type { PlanRun } from '#store/plan-runs.ts'
import { receiptFacts } from '#store/receipts.ts'
import { everySupplier } from '#store/suppliers.ts'
import { countOf, nameOf, pageOf, present, sentenceOf } from './shared/answer.ts'
import { planSource } from './shared/plan.ts'
import { resolveScope } from './shared/scope.ts'
import { z } from 'zod'
import { answerFields, limitUpTo, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

/** Invoices older than this are settled. */
const invoiceDays = 90
/** Forecasts older than this say nothing about a drift of today. */
const driftDays = 112

export const findExceptions = defineTool({
  name: 'find_exceptions',
  title: 'Exceptions',
  access: 'read',
  description:
    'Lists what needs a person, by money at risk: late inbound, open orders to cut, move or rush, short receipts, unbooked goods, price variance, demand spikes, forecasts that lean, stale facts, contracts about to end, suppliers getting worse.\nUse it for "what is wrong", "what is late", "anything I should worry about".',
  input: z.strictObject({
    kind: words(40).optional().describe('one kind as named in a result'),
    supplier: words().optional(),
    location: words().optional(),
    limit: limitUpTo(20),
  }),
  output: z.object({
    ...answerFields,
    currency: z.string(),
    lines: z.array(
      z.object({
        kind: z.string(),
        sku: z.string().optional(),
        locationCode: z.string().optional(),
        supplierCode: z.string().optional(),
        order: z.string().optional(),
        atRiskMinor: minor.optional(),
        sinceOn: onDate.optional(),
        dueOn: onDate.optional(),
        action: z.string(),
        display: z.string(),
      }),
    ),
    totals: z.object({ exceptionCount: units, atRiskMinor: minor, display: z.string() }),
    moreCount: units,
  }),
  async run(input, { db, asOf, now }) {
    const { limit = 10 } = input
    const kind = input.kind === undefined ? null : kindOf(input.kind)
    const scope = await resolveScope(db, input)
    const run = await ensurePlan(db, { asOf, now })
    const { baseCurrency } = run.summary
    const everything = await rememberedOf(db, run, 'exceptions', () => allExceptions(db, run))
    const found = everything.filter(
      (one) =>
        (kind === null || one.kind === kind) &&
        (scope.supplierCode === undefined || one.supplierCode === scope.supplierCode) &&
        (scope.locationCode === undefined || one.locationCode === scope.locationCode),
    )
    const { page, moreCount } = pageOf(found, limit)
    const atRiskMinor = addMinor(0, ...found.map((one) => one.moneyAtRiskMinor ?? 0))
    return {
      asOf,
      source: `${planSource(run)}, orders, receipts and invoices of the shop`,
      currency: baseCurrency,
      lines: page.map(exceptionLine),
      totals: {
        exceptionCount: found.length,
        atRiskMinor,
        display:
          found.length === 0
            ? `Nothing needs attention ${scope.words}`.trim()
            : `${countOf(found.length, 'exception')}, ${formatMoney(atRiskMinor, baseCurrency)} at risk in all (one cause may show in several)`,
      },
      moreCount,
    }
  },
})

/** Everything that needs a person now, whatever the caller asks about. */
async function allExceptions(db: Database, run: PlanRun): Promise<Exception[]> {
  const { asOf, policy } = run
  const { baseCurrency } = run.summary
  const lines: WatchLine[] = []
  for await (const { inputs, result } of everyStoredLine(db, run.id)) {
    // Nothing here looks at the days of a history, and they are most of a line.
    const input = { ...inputs, history: null, analogueHistory: null }
    lines.push({ input, recommendation: result })
  }
  return watch({
    asOf,
    baseCurrency,
    policy,
    lines,
    openLines: await openLineFacts(db),
    unbooked: await unbookedFacts(db),
    invoiceLines: await invoiceLineFacts(db, addDays(asOf, -invoiceDays)),
    suppliers: await supplierFacts(db, asOf, baseCurrency),
    drifting: driftingSeries(
      await scoredForecasts(db, { sinceOn: addDays(asOf, -driftDays), asOf, horizonDays: 7 }),
      asOf,
    ),
  })
}

const kinds: Record<Exception['kind'], true> = {
  late_inbound: true,
  part_received_overdue: true,
  open_order_repair: true,
  unbooked_receipt: true,
  price_variance: true,
  demand_spike: true,
  forecast_drift: true,
  supplier_drift: true,
  stale_stock: true,
  stale_demand: true,
  contract_expiry: true,
  missing_lead_time: true,
  missing_supplier: true,
  missing_rate: true,
  expiring_lot: true,
  negative_margin: true,
  withheld_line: true,
}

function kindOf(text: string): Exception['kind'] {
  const wanted = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  const kind = (Object.keys(kinds) as Exception['kind'][]).find((each) => each === wanted)
  if (kind !== undefined) return kind
  throw new QuartermasterError(
    'invalid',
    `"${text.slice(0, 40)}" is not a kind of exception.`,
    `Use one of ${Object.keys(kinds).join(', ')}, or leave it out for all.`,
  )
}

async function supplierFacts(
  db: Database,
  asOf: string,
  baseCurrency: string,
): Promise<SupplierFact[]> {
  const sinceOn = addDays(asOf, -365)
  const receipts = await receiptFacts(db, { asOf, sinceOn: addDays(asOf, -456) })
  const factsOf = Map.groupBy(receipts, (fact) => fact.supplierCode)
  const money = await supplierMoney(db, baseCurrency, sinceOn)
  return (await everySupplier(db)).map(({ code, name, contractEndsOn, slaOtifRate }) => ({
    supplierCode: code,
    supplierName: nameOf(name),
    performance: supplierPerformance(factsOf.get(code) ?? [], {
      asOf,
      contractEndsOn,
      slaOtifRate,
    }),
    ...(money.get(code) ?? { openOrderMinor: 0, yearlySpendMinor: 0 }),
  }))
}

function exceptionLine(one: Exception) {
  return present({
    kind: one.kind,
    sku: one.sku,
    locationCode: one.locationCode,
    supplierCode: one.supplierCode,
    order: one.orderNumber,
    atRiskMinor: one.moneyAtRiskMinor,
    sinceOn: one.sinceOn,
    dueOn: one.dueOn,
    action: sentenceOf(one.action),
    display: sentenceOf(one.display),
  })
}
