import { formatCount, formatMoney, formatNumber, formatRate } from '#render/figures.ts'
import { QuartermasterError } from '#root/errors.ts'

import { addDays } from '../calendar.ts'
import { orderFigures } from './order-figures.ts'
import { serviceFigures } from './service-figures.ts'
import { stockFigures } from './stock-figures.ts'
import type { KpiFacts } from './kpi-facts.ts'
import type { KpiCode, KpiFigure } from './kpi-figure.ts'

/** One key figure, ready to show: value, what it means, and why it is missing where it is. */
export type Kpi = KpiFigure & { code: KpiCode; display: string }

export type KpiReport = {
  asOf: string
  startsOn: string
  currency: string
  kpis: Record<KpiCode, Kpi>
}

function shown(figure: KpiFigure, currency: string): string {
  if (figure.value === null) return `${figure.label}: not known, ${figure.reason}.`
  const value = {
    rate: () => formatRate(figure.value ?? 0),
    minor: () => formatMoney(figure.value ?? 0, currency),
    days: () => `${formatCount(figure.value ?? 0)} days`,
    ratio: () => formatNumber(figure.value ?? 0, 2),
  }[figure.measure]()
  const left = figure.leftOutCount
  const without = left === 0 ? '' : ` (${formatCount(left)} lines left out: ${figure.reason})`
  return `${figure.label}: ${value}${without}.`
}

/**
 * The key figures of a window that ends on the as-of day, from plain facts: each with its definition, and null with a
 * reason where the facts do not tell it. Money in minor units of the base currency, rounded once per figure, half up.
 * Throws 'invalid' on a window that is not at least one whole day.
 */
export function kpis(facts: KpiFacts): KpiReport {
  if (!Number.isSafeInteger(facts.windowDays) || facts.windowDays < 1) {
    throw new QuartermasterError(
      'invalid',
      `A window of ${facts.windowDays} days has no key figures.`,
      'Give a whole number of days of at least 1.',
    )
  }
  const figures = { ...serviceFigures(facts), ...stockFigures(facts), ...orderFigures(facts) }
  const named = Object.entries(figures).map(([code, figure]) => [
    code,
    { ...figure, code, display: shown(figure, facts.baseCurrency) },
  ])
  return {
    asOf: facts.asOf,
    startsOn: addDays(facts.asOf, 1 - facts.windowDays),
    currency: facts.baseCurrency,
    kpis: Object.fromEntries(named) as Record<KpiCode, Kpi>,
  }
}
