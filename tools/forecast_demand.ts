import { ensurePlan } from '#operations/plan-shop.ts'
import { addDays, toDay } from '#planning/calendar.ts'
import { demandOverDays, forecastWeeks } from '#planning/forecast/demand-over-days.ts'
import { forecastDemand as forecastFrom } from '#planning/forecast/forecast-demand.ts'
import type { PriceEffect } from '#planning/forecast/price/sell-price.ts'
import type { DemandForecast, ItemLocationInput } from '#planning/types.ts'
import { formatCount, formatMoney, formatRate } from '#render/figures.ts'
import { resolveItem } from '#store/items.ts'
import { resolveLocation } from '#store/locations.ts'
import { storedLines } from '#store/plan-lines.ts'
import type { StoredLine } from '#store/plan-lines.ts'
import { dayOf, nameOf, present, unitsOf } from './shared/answer.ts'
import { planSource } from './shared/plan.ts'
import { z } from 'zod'
import { answerFields, onDate, units, words } from './shared/fields.ts'
import { defineTool } from '#root/tool.ts'

/** Weeks shown over all locations. */
const rowLimit = 48

export const forecastDemand = defineTool({
  name: 'forecast_demand',
  title: 'Demand forecast',
  access: 'read',
  description:
    'Forecasts the demand of one item by week as a range (5 %, 50 %, 95 %), with method, accuracy, promotion uplift, price effect and spike verdict.\nUse it for "how many will we sell", trend, season and "is this spike real". Default 8 weeks, every location.',
  input: z.strictObject({
    item: words().describe('SKU or words of the name'),
    location: words().optional(),
    weeks: z.number().int().min(1).max(26).optional(),
  }),
  output: z.object({
    ...answerFields,
    sku: z.string(),
    name: z.string(),
    lines: z.array(
      z.object({
        locationCode: z.string(),
        method: z.string().optional(),
        perWeekUnits: z.number().optional(),
        totalUnits: z.number().optional(),
        totalP05Units: units.optional(),
        totalP95Units: units.optional(),
        lastWeeksUnits: z.array(units).describe('sold, the oldest first'),
        censoredDays: units,
        upliftRate: z.number().optional(),
        elasticity: z.number().optional(),
        priceChanges: z.array(z.string()).optional(),
        rmsse: z.number().optional(),
        spike: z.string(),
        weeks: z.array(
          z.object({
            startsOn: onDate,
            meanUnits: z.number(),
            p05Units: units,
            p50Units: units,
            p95Units: units,
          }),
        ),
        display: z.string(),
      }),
    ),
    moreCount: units,
  }),
  async run(input, { db, asOf, now }) {
    const { weeks = 8 } = input
    const [item, place, run] = await Promise.all([
      resolveItem(db, input.item),
      input.location === undefined ? null : resolveLocation(db, input.location),
      ensurePlan(db, { asOf, now }),
    ])
    const stored = await storedLines(db, run.id, {
      skus: [item.sku],
      ...(place && { locationCode: place.code }),
    })
    const page = stored.slice(0, Math.max(1, Math.floor(rowLimit / weeks)))
    return {
      asOf,
      source: `${planSource(run)}, sales feed of the shop`,
      sku: item.sku,
      name: nameOf(item.name),
      lines: page.map((line) =>
        forecastLine(line, overWeeks(line, weeks, run.policy.minimumHistoryDays), weeks),
      ),
      moreCount: stored.length - page.length,
    }
  },
})

/** The forecast of the plan, made anew where the plan looks less far ahead than is asked. */
function overWeeks(
  { inputs, result }: StoredLine,
  weeks: number,
  minimumHistoryDays: number,
): DemandForecast | null {
  const { forecast } = result
  if (forecast === null || forecast.dailyMeanUnits.length >= weeks * 7) return forecast
  const { asOf, history, analogueHistory, events, seasonProfile, countPool } = inputs
  const { sellPrices, analogueSellPrices, pricePool } = inputs
  return forecastFrom({
    history: history ?? { startsOn: asOf, units: [], stockout: [], promotion: [] },
    analogueHistory,
    events,
    asOf,
    horizonDays: weeks * 7,
    windowDays: Math.max(1, Math.round(result.protectionDays ?? 7)),
    minimumHistoryDays,
    seasonProfile: seasonProfile ?? null,
    countPool: countPool ?? null,
    ...(sellPrices && { sellPrices }),
    ...(analogueSellPrices && { analogueSellPrices }),
    pricePool: pricePool ?? null,
  })
}

const tenth = (figure: number) => Math.round(figure * 10) / 10

function forecastLine(line: StoredLine, forecast: DemandForecast | null, weeks: number) {
  const lastWeeksUnits = lastWeeks(line.inputs)
  if (forecast === null) {
    return {
      locationCode: line.locationCode,
      lastWeeksUnits,
      censoredDays: 0,
      spike: 'cannot_tell_yet',
      weeks: [],
      display: `${line.sku} at ${line.locationCode}: not enough history for a forecast`,
    }
  }
  const total = demandOverDays(forecast, 0, weeks * 7)
  const [low, high] = [Math.floor(total.quantile(0.05)), Math.ceil(total.quantile(0.95))]
  const { spike, accuracy, priceEffect } = forecast
  const priceChanges = priceEffect === undefined ? [] : changesOf(priceEffect, line.inputs, weeks)
  return present({
    locationCode: line.locationCode,
    method: forecast.method,
    perWeekUnits: tenth(forecast.baselinePerDayUnits * 7),
    totalUnits: tenth(total.mean),
    totalP05Units: low,
    totalP95Units: high,
    lastWeeksUnits,
    censoredDays: forecast.censoredDays,
    upliftRate: forecast.promotionUplift,
    elasticity: priceEffect?.elasticity,
    priceChanges: priceChanges.length === 0 ? null : priceChanges,
    rmsse: accuracy.rmsse === null ? null : Math.round(accuracy.rmsse * 1_000) / 1_000,
    spike: spike.verdict,
    weeks: forecastWeeks(forecast, line.inputs.asOf, weeks).map((week) => ({
      startsOn: week.startsOn,
      meanUnits: tenth(week.meanUnits),
      p05Units: Math.floor(week.p05),
      p50Units: Math.round(week.p50),
      p95Units: Math.ceil(week.p95),
    })),
    display: [
      `${line.sku} at ${line.locationCode}: about ${unitsOf(Math.round(total.mean))} over ${weeks} weeks (nine times in ten between ${formatCount(low)} and ${formatCount(high)})`,
      forecast.promotionUplift === null || forecast.promotionUplift === 0
        ? null
        : `promotions lift demand by ${formatRate(forecast.promotionUplift)}`,
      priceEffect === undefined
        ? null
        : `1 % dearer sells ${formatCount(-priceEffect.elasticity)} % less`,
      ...priceChanges,
      spike.verdict === 'none' ? null : spike.evidence,
    ]
      .filter((part) => part !== null)
      .join('; '),
  })
}

/** "price £8.99 instead of £9.99 from 1 Dec 2026: +21 %", for each planned price within the weeks. */
function changesOf(
  effect: PriceEffect,
  { asOf, baseCurrency }: ItemLocationInput,
  weeks: number,
): string[] {
  const lastOn = addDays(asOf, weeks * 7)
  const money = (priceMinor: number) => formatMoney(priceMinor, baseCurrency)
  return effect.changes
    .filter(({ fromOn }) => fromOn <= lastOn)
    .map(({ fromOn, priceMinor, upliftRate, boundMinor }) => {
      const from = `from ${dayOf(fromOn)}`
      if (priceMinor === effect.priceMinor) return `price ${money(priceMinor)} again ${from}`
      const change = `${upliftRate > 0 ? '+' : ''}${formatRate(upliftRate)}`
      const bound =
        boundMinor === undefined ? '' : `, as at ${money(boundMinor)}: nothing near it was tried`
      return `price ${money(priceMinor)} instead of ${money(effect.priceMinor)} ${from}: ${change}${bound}`
    })
}

/** Units sold in each of the last eight complete weeks that the feed knows, the oldest first. */
function lastWeeks({ history, demandKnownThroughOn, asOf }: ItemLocationInput): number[] {
  if (history === null) return []
  const through = demandKnownThroughOn ?? asOf
  const end = Math.min(history.units.length, toDay(through) - toDay(history.startsOn) + 1)
  const weeks: number[] = []
  for (let from = end - 56; from < end; from += 7) {
    if (from < 0) continue
    weeks.push(history.units.slice(from, from + 7).reduce((sum, units) => sum + units, 0))
  }
  return weeks
}
