import { formatCount, formatDate, formatNumber, formatRate } from '#render/figures.ts'
import type { DemandForecast, ItemLocationInput, StockPosition, SupplierOption } from '../types.ts'
import { expiringLots } from './expiring-stock.ts'
import type { Transfer } from './order-quantity.ts'

function stockWarnings(
  input: ItemLocationInput,
  position: StockPosition,
  forecast: DemandForecast | null,
): string[] {
  const found: string[] = []
  if (position.unbookedUnits > 0) {
    found.push(
      `${formatCount(position.unbookedUnits)} units stand at ${input.locationCode} with a receipt that nobody has booked; book it before you order.`,
    )
  }
  for (const { lotCode, units, expiresOn } of expiringLots(input, forecast)) {
    const what = `${formatCount(units)} units of lot ${lotCode.slice(0, 40)}`
    const on = formatDate(expiresOn)
    found.push(
      expiresOn < input.asOf
        ? `${what} expired on ${on}; move them to unavailable.`
        : `${what} are expected to expire on ${on} before they sell; they count as no stock.`,
    )
  }
  return found
}

function inboundWarnings(position: StockPosition): string[] {
  const { stockoutOn } = position
  return position.inbound.flatMap(({ orderNumber, units, expectedOn, late, lostRate = 0 }) => {
    const what = `${orderNumber} (${formatCount(units)} units)`
    if (expectedOn === null) return [`${what} has no expected date; ask the supplier for one.`]
    if (late) {
      const lost = lostRate > 0 ? ` and never comes with ${formatRate(lostRate)}` : ''
      return [
        `${what} was expected on ${formatDate(expectedOn)} and is late${lost}; ask for a new date.`,
      ]
    }
    if (stockoutOn === null || expectedOn <= stockoutOn) return []
    return [
      `${what} arrives on ${formatDate(expectedOn)}, after the stock runs out on ${formatDate(stockoutOn)}; ask whether it can come earlier.`,
    ]
  })
}

function demandWarnings(forecast: DemandForecast): string[] {
  const { verdict, startedOn, ratio, evidence } = forecast.spike
  if (verdict !== 'sustained' && verdict !== 'cannot_tell_yet') return []
  const times = ratio === null ? '' : ` to ${formatNumber(ratio, 1)} times its baseline`
  const since = startedOn === null ? '' : ` since ${formatDate(startedOn)}`
  const word = verdict === 'sustained' ? 'rose and stays up' : 'rose, and it is too early to tell'
  return [`Demand ${word}${times}${since}: ${evidence}`]
}

/** What a buyer should know before ordering this line, in full sentences, the stock before the supplier. */
export function lineWarnings(
  input: ItemLocationInput,
  position: StockPosition | null,
  forecast: DemandForecast | null,
  option: SupplierOption | null,
): string[] {
  const found = position
    ? [...stockWarnings(input, position, forecast), ...inboundWarnings(position)]
    : []
  if (forecast) found.push(...demandWarnings(forecast))
  if (option?.leadTime?.observations === 0) {
    found.push(
      `The lead time is the word of ${option.supplierName}; no receipt has measured it yet.`,
    )
  }
  return found
}

/** What other locations should send, as one sentence each. */
export function transferWarnings(transfers: Transfer[], locationCode: string): string[] {
  return transfers.map(
    ({ locationCode: from, units, days }) =>
      `Move ${formatCount(units)} units from ${from} to ${locationCode} (${formatNumber(days, 0)} days) instead of buying them.`,
  )
}
