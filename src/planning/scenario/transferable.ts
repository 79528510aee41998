import type { ScenarioLine, Standing } from './line.ts'
import type { ResponseTransfer } from './response-option.ts'

const standingRank: Record<Standing, number> = { critical: 0, ordinary: 1, low: 2 }
const keyOf = (sku: string, locationCode: string) => `${sku}\u0000${locationCode}`

/**
 * What other locations can really send to each short line, nearest first: nothing from a location that is short of the
 * item itself or out of reach, and no unit twice; critical lines are served before the others. `shortUnits` is the need of a line.
 */
export function shareTransferable(
  lines: ScenarioLine[],
  shortUnits: Map<ScenarioLine, number>,
  lostLocationCode: string | null,
): Map<ScenarioLine, ResponseTransfer[]> {
  const shortAt = new Set(
    [...shortUnits].flatMap(([{ input }, units]) =>
      units > 0 ? [keyOf(input.item.sku, input.locationCode)] : [],
    ),
  )
  const left = new Map<string, number>()
  const shared = new Map<ScenarioLine, ResponseTransfer[]>()
  const served = lines.toSorted(
    (a, b) =>
      standingRank[a.standing] - standingRank[b.standing] ||
      (b.unitLossMinor ?? 0) - (a.unitLossMinor ?? 0),
  )
  for (const line of served) {
    const { sku } = line.input.item
    let need = shortUnits.get(line) ?? 0
    const offers = line.input.transferableUnits
      .filter(
        (offer) =>
          offer.locationCode !== lostLocationCode && !shortAt.has(keyOf(sku, offer.locationCode)),
      )
      .toSorted((a, b) => a.days - b.days || (a.locationCode < b.locationCode ? -1 : 1))
    const granted: ResponseTransfer[] = []
    for (const offer of offers) {
      const key = keyOf(sku, offer.locationCode)
      const units = Math.min(need, left.get(key) ?? offer.units)
      left.set(key, (left.get(key) ?? offer.units) - units)
      need -= units
      if (units > 0) granted.push({ fromLocationCode: offer.locationCode, units, days: offer.days })
    }
    shared.set(line, granted)
  }
  return shared
}
