import { ensurePlan } from '#operations/plan-shop.ts'
import type { Disruption } from '#planning/scenario/disruption.ts'
import type {
  ScenarioItem,
  ScenarioResult,
  ScenarioTotal,
} from '#planning/scenario/scenario-result.ts'
import { simulationSteps } from '#planning/scenario/simulate-disruption.ts'
import { QuartermasterError } from '#root/errors.ts'
import { inSteps } from '#root/under-way.ts'
import { formatMoney } from '#render/figures.ts'
import { storedLines } from '#store/plan-lines.ts'
import { placeKey } from '#store/plan-runs.ts'
import { countOf, dayOf, daysOf, nameOf, pageOf, present, sentenceOf } from './shared/answer.ts'
import { planSource } from './shared/plan.ts'
import { lineFilter, resolveScope } from './shared/scope.ts'
import type { Scope } from './shared/scope.ts'
import { z } from 'zod'
import { answerFields, minor, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

/** One seed for all: the same question over the same plan has the same answer. */
const seed = 1
const lineLimit = 8

export const simulateDisruption = defineTool({
  name: 'simulate_disruption',
  title: 'What if',
  access: 'read',
  description:
    'Simulates a disruption on a snapshot and compares responses (accept, switch, split, expedite, transfer) by stockout days, lost margin and cost. Changes nothing.\nUse it for "what if Northwind is down three weeks", "they make half for a month", "lead times grow by 10 days", "demand rises 30 %", "a 20 % tariff", "we lose Leeds".',
  input: z.strictObject({
    kind: z.enum([
      'supplier_down',
      'capacity_cut',
      'lead_time_delay',
      'demand_change',
      'tariff',
      'location_lost',
    ]),
    supplier: words().optional(),
    item: words().optional(),
    category: words().optional(),
    location: words().optional(),
    days: z.number().int().min(1).max(180).optional(),
    percent: z.number().min(-100).max(1000).optional(),
  }),
  output: z.object({
    ...answerFields,
    currency: z.string(),
    responses: z.array(
      z.object({
        response: z.string(),
        lineCount: units,
        stockoutDays: z.number(),
        lostMarginMinor: minor,
        addedCostMinor: minor,
        totalMinor: minor,
        best: z.boolean(),
        display: z.string(),
      }),
    ),
    lines: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        locationCode: z.string(),
        stockoutDays: z.number(),
        firstStockoutOn: onDate.optional(),
        lostMarginMinor: minor.optional(),
        response: z.string(),
        display: z.string(),
      }),
    ),
    totals: z.object({ affectedCount: units, pathCount: units, display: z.string() }),
    moreCount: units,
  }),
  async run(input, { db, asOf, now }) {
    const scope = await resolveScope(db, input)
    const disruption = disruptionOf(input, scope)
    const run = await ensurePlan(db, { asOf, now })
    const stored = await storedLines(db, run.id, await lineFilter(db, scope, 'sold'))
    if (stored.length === 0) throw nothingThere(scope)
    const forecasts = new Map(stored.map((line) => [placeKey(line), line.result.forecast]))
    const steps = simulationSteps(
      stored.map((line) => line.inputs),
      run.policy,
      disruption,
      {
        paths: pathsFor(stored.length),
        seed,
        forecastOf: ({ item, locationCode }) =>
          forecasts.get(placeKey({ sku: item.sku, locationCode })) ?? null,
      },
    )
    const result = await inSteps(steps, 'items simulated')
    const { currency } = result
    const { page, moreCount } = pageOf(result.items.toSorted(byLoss), lineLimit)
    return {
      asOf,
      source: `${planSource(run)}, simulated ${result.pathCount} times over ${result.horizonDays} days with seed ${seed}`,
      currency,
      responses: result.totals
        .filter((total) => total.lineCount > 0 || total.response === 'accept')
        .map((total) => responseOf(total, currency)),
      lines: page.map((line) => itemOf(line, currency)),
      totals: {
        affectedCount: result.affectedCount,
        pathCount: result.pathCount,
        display: totalSentence(result),
      },
      moreCount,
    }
  },
})

type Input = {
  kind: Disruption['kind']
  days?: number | undefined
  percent?: number | undefined
}

/** The disruption that the arguments say. Throws 'invalid' naming the one that is missing: nothing is assumed. */
function disruptionOf(input: Input, scope: Scope): Disruption {
  const { kind } = input
  const days = () => input.days ?? missing(kind, 'days', 'for how many days')
  const percent = () => input.percent ?? missing(kind, 'percent', 'by how many percent')
  const supplierCode = scope.supplierCode ?? null
  switch (kind) {
    case 'supplier_down':
      return {
        kind,
        supplierCode: supplierCode ?? missing(kind, 'supplier', 'which supplier'),
        days: days(),
      }
    case 'capacity_cut':
      return {
        kind,
        supplierCode: supplierCode ?? missing(kind, 'supplier', 'which supplier'),
        // "Cut by 50 %" and "-50 %" mean the same loss.
        percent: Math.abs(percent()),
        days: days(),
      }
    case 'lead_time_delay':
      return { kind, supplierCode, days: days() }
    case 'demand_change':
      return { kind, percent: percent(), days: input.days ?? null }
    case 'tariff':
      return { kind, supplierCode, percent: percent() }
    case 'location_lost':
      return {
        kind,
        locationCode: scope.locationCode ?? missing(kind, 'location', 'which location'),
        days: days(),
      }
  }
}

function missing(kind: string, field: string, question: string): never {
  throw new QuartermasterError(
    'invalid',
    `A simulation of ${kind.replaceAll('_', ' ')} needs ${field}.`,
    `${question[0]!.toUpperCase()}${question.slice(1)}?`,
    { missing: field },
  )
}

function nothingThere(scope: Scope): QuartermasterError {
  return new QuartermasterError(
    'not_found',
    `There is nothing ${scope.words} to simulate.`.replace('  ', ' '),
    'Widen the scope; find_items shows what there is.',
  )
}

/** As many paths as answer in about a second: more for few lines, fewer for a whole shop. */
function pathsFor(lineCount: number): number {
  return Math.max(100, Math.min(1_000, Math.floor(40_000 / lineCount)))
}

const acceptedLoss = (line: ScenarioItem) =>
  line.responses.find((each) => each.response === 'accept')?.lostMarginMinor ?? 0

const byLoss = (a: ScenarioItem, b: ScenarioItem) =>
  acceptedLoss(b) - acceptedLoss(a) || (a.sku < b.sku ? -1 : 1)

const tenth = (figure: number) => Math.round(figure * 10) / 10

const responseWords: Record<ScenarioTotal['response'], string> = {
  best: 'The best response for each item',
  accept: 'Accepting it',
  switch: 'Switching supplier',
  split: 'Splitting orders',
  expedite: 'Expediting',
  transfer: 'Transferring stock',
}

function responseOf(total: ScenarioTotal, currency: string) {
  const lost = Math.round(total.lostMarginMinor)
  const added = Math.round(total.addedCostMinor)
  const cost = `${formatMoney(Math.abs(added), currency)} ${added < 0 ? 'less cost' : 'extra cost'}`
  return {
    response: total.response,
    lineCount: total.lineCount,
    stockoutDays: tenth(total.stockoutDays),
    lostMarginMinor: lost,
    addedCostMinor: added,
    totalMinor: Math.round(total.totalMinor),
    best: total.response === 'best',
    display: `${responseWords[total.response]} (${countOf(total.lineCount, 'item')}): ${daysOf(total.stockoutDays)} out of stock, ${formatMoney(lost, currency)} margin lost, ${cost}`,
  }
}

function itemOf(line: ScenarioItem, currency: string) {
  const accepted = line.responses.find((each) => each.response === 'accept')
  const margin = accepted?.lostMarginMinor ?? null
  const lost = margin === null ? null : Math.round(margin)
  const name = nameOf(line.name)
  const out = line.firstStockoutOn === null ? '' : ` from about ${dayOf(line.firstStockoutOn)}`
  const money = lost === null ? '' : `, ${formatMoney(lost, currency)} margin`
  const notes = line.responses.find((each) => each.best)?.notes ?? []
  return present({
    sku: line.sku,
    name,
    locationCode: line.locationCode,
    stockoutDays: tenth(accepted?.stockoutDays ?? 0),
    firstStockoutOn: line.firstStockoutOn,
    lostMarginMinor: lost,
    response: line.best,
    display: sentenceOf(
      `${line.sku} ${name} at ${line.locationCode}: ${daysOf(accepted?.stockoutDays ?? 0)} out${out}${money} if nothing is done; best: ${line.best}. ${[line.bestReason, ...notes].join(' ')}`,
    ),
  })
}

function totalSentence(result: ScenarioResult): string {
  const best = result.totals.find((total) => total.response === 'best')
  const accept = result.totals.find((total) => total.response === 'accept')
  if (result.affectedCount === 0 || accept === undefined) {
    return `None of ${countOf(result.checkedCount, 'item')} is hurt by it.`
  }
  const lost = formatMoney(Math.round(accept.lostMarginMinor), result.currency)
  const saved =
    best === undefined
      ? ''
      : ` The best responses leave ${formatMoney(Math.round(best.totalMinor), result.currency)} of margin and cost.`
  const unpriced =
    result.unpricedCount === 0
      ? ''
      : ` ${countOf(result.unpricedCount, 'item')} without a known margin is not in the money.`
  return `${countOf(result.affectedCount, 'item')} of ${result.checkedCount} affected; doing nothing loses ${lost} of margin over ${daysOf(accept.stockoutDays)} out of stock.${saved}${unpriced}`
}
