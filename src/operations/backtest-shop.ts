import { setImmediate } from 'node:timers/promises'
import { QuartermasterError } from '#root/errors.ts'
import { addDays } from '#planning/calendar.ts'
import { backtestLine, backtestedPolicies } from '#planning/scenario/backtest/backtest.ts'
import type { BacktestedPolicy, BacktestLine } from '#planning/scenario/backtest/backtest.ts'
import { backtestTotals, type BacktestTotal } from '#planning/scenario/backtest/backtest-totals.ts'
import type { ItemLocationInput } from '#planning/types.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import type { Database } from '#store/database.ts'
import { planningInputs } from '#store/planning-inputs.ts'
import { pastCatalogues } from './learn-catalogue.ts'
import { policyInForce } from './plan-shop.ts'
import { asOfDay, type Shop } from './shop.ts'

export type BacktestAsk = {
  /** Items by SKU; empty = those with the largest sales. */
  skus: string[]
  policies: string[]
  /** How many days before the as-of day are replayed. */
  days: number
  /** Cycle service levels, above 0 and below 1. */
  serviceLevels: number[]
  unmet: 'lost' | 'backordered'
  /** The most lines to replay. */
  limit: number
}

export type BacktestProgress = { done: number; of: number }

export type BacktestReport = {
  asOf: string
  baseCurrency: string
  startsOn: string
  days: number
  unmet: 'lost' | 'backordered'
  /** Of the lines that were replayed. */
  totals: BacktestTotal[]
  lines: { sku: string; name: string; locationCode: string; totals: BacktestTotal[] }[]
  leftOut: { sku: string; locationCode: string; problem: string }[]
  /** Lines with smaller sales that were not looked at. */
  moreCount: number
  milliseconds: number
}

const seed = 1
const longestDays = 3_650
/** Fewer than for a plan: they are learned from anew for every week of the replay. */
const teachersPerCategory = 12

function refuse(what: string, repair: string): never {
  throw new QuartermasterError('invalid', what, repair)
}

function checkAsk({ days, serviceLevels, policies, limit }: BacktestAsk): void {
  if (!Number.isSafeInteger(days) || days < 14 || days > longestDays) {
    refuse(`${days} days can not be replayed.`, `Give a whole number from 14 to ${longestDays}.`)
  }
  if (!Number.isSafeInteger(limit) || limit < 1) {
    refuse(`A limit of ${limit} lines leaves nothing.`, 'Give a whole number of at least 1.')
  }
  const level = serviceLevels.find((each) => !(each > 0 && each < 1))
  if (level !== undefined || serviceLevels.length > 12) {
    refuse(`${level ?? 'That many'} is no service level.`, 'Give up to twelve, such as .95,.98.')
  }
  const unknown = policies.find((name) => !(backtestedPolicies as readonly string[]).includes(name))
  if (unknown !== undefined || policies.length === 0) {
    refuse(
      `There is no policy "${(unknown ?? '').slice(0, 20)}" to compare.`,
      `Use ${backtestedPolicies.join(', ')}.`,
    )
  }
}

const soldIn = (input: ItemLocationInput, days: number) =>
  (input.history?.units.slice(-days) ?? []).reduce((sum, units) => sum + units, 0) *
  (input.item.sellPriceMinor ?? 1)

/** The lines with the largest sales of the days in question, and how many more there are. */
async function largestLines(db: Database, asOf: string, { skus, days, limit }: BacktestAsk) {
  const scope = skus.length > 0 ? { asOf, skus } : { asOf }
  let kept: { input: ItemLocationInput; sold: number }[] = []
  let count = 0
  const cut = () => {
    kept = kept.toSorted((a, b) => b.sold - a.sold).slice(0, limit)
  }
  for await (const input of planningInputs(db, scope)) {
    kept.push({ input, sold: soldIn(input, days) })
    count += 1
    if (kept.length >= 2 * limit + 200) cut()
  }
  cut()
  const found = new Set(kept.map(({ input }) => input.item.sku))
  const missing = skus.find((sku) => !found.has(sku))
  if (missing !== undefined && count <= limit) {
    throw new QuartermasterError(
      'not_found',
      `There is no item "${missing.slice(0, 40)}" with stock or demand.`,
      'Give its SKU as the buy list shows it.',
    )
  }
  return { inputs: kept.map(({ input }) => input), moreCount: count - kept.length }
}

/**
 * What the planner would have ordered on the shop's own past and what it would have cost, beside static min/max, the
 * classical formula and the clairvoyant optimum. Reads only. Throws 'invalid' and 'not_found' with what may be asked.
 */
export async function backtestShop(
  shop: Shop,
  ask: BacktestAsk,
  emit: (progress: BacktestProgress) => void,
  signal?: AbortSignal,
): Promise<BacktestReport> {
  const began = performance.now()
  checkAsk(ask)
  const asOf = await asOfDay(shop)
  const policy = await policyInForce(shop.db)
  const { inputs, moreCount } = await largestLines(shop.db, asOf, ask)
  const catalogueOf = await pastCatalogues(shop.db, asOf, teachersPerCategory)
  const lines: BacktestLine[] = []
  for (const input of inputs) {
    const request = {
      days: ask.days,
      unmet: ask.unmet,
      seed,
      policies: ask.policies as BacktestedPolicy[],
      serviceLevels: [null, ...ask.serviceLevels],
      catalogueOn: (day: string, category: string) => catalogueOf(day)(category),
    }
    lines.push(backtestLine(input, policy, request))
    emit({ done: lines.length, of: inputs.length })
    // A long replay must not keep others waiting.
    await setImmediate()
    signal?.throwIfAborted()
  }
  const replayed = lines.filter(({ problem }) => problem === null)
  return {
    asOf,
    baseCurrency: await baseCurrencyOf(shop.db),
    startsOn: addDays(asOf, -ask.days),
    days: ask.days,
    unmet: ask.unmet,
    totals: backtestTotals(lines),
    lines: replayed.map(({ sku, name, locationCode, ...line }) => ({
      sku,
      name,
      locationCode,
      totals: backtestTotals([{ sku, name, locationCode, ...line }]),
    })),
    leftOut: lines.flatMap(({ sku, locationCode, problem }) =>
      problem === null ? [] : [{ sku, locationCode, problem }],
    ),
    moreCount,
    milliseconds: Math.round(performance.now() - began),
  }
}
