import { formatCount, formatDate, formatMoney, formatPrice } from '#render/figures.ts'

import type { SupplierComparison } from './supplier-comparison.ts'

type Compared = Omit<SupplierComparison, 'rank' | 'reason'>

function costSentence(one: Compared): string {
  if (one.totalMinor === null || one.usableUnitPrice === null || one.units === null) return ''
  const unreliability = one.unreliabilityMinor ?? 0
  const risk =
    unreliability > 0
      ? `, of it ${formatMoney(unreliability, one.baseCurrency)} for unreliability`
      : ''
  const surplus = one.surplusCarryingMinor ?? 0
  const held =
    surplus > 0
      ? `${risk === '' ? ', of it' : ' and'} ${formatMoney(surplus, one.baseCurrency)} for holding ${formatCount(one.units - one.askedUnits)} more than asked`
      : ''
  const total = formatMoney(one.totalMinor, one.baseCurrency)
  const perUnit = formatPrice(Number(one.usableUnitPrice).toFixed(4), one.baseCurrency)
  return `${formatCount(one.units)} units cost ${total} in all${risk}${held}, ${perUnit} per usable unit.`
}

function againstOther(one: Compared, other: Compared | null, isBest: boolean): string {
  if (other === null || one.usableUnitPrice === null || other.usableUnitPrice === null) {
    return isBest ? 'The only supplier that can be ordered from.' : ''
  }
  const gap = Math.abs(Number(one.usableUnitPrice) / Number(other.usableUnitPrice) - 1) * 100
  if (gap < 0.05) return `As cheap as ${other.supplierName} per usable unit.`
  const word = Number(one.usableUnitPrice) < Number(other.usableUnitPrice) ? 'cheaper' : 'dearer'
  return `${gap.toFixed(1)} % ${word} than ${other.supplierName} per usable unit.`
}

function arrivalSentence(one: Compared): string {
  if (one.expectedOn === null) return ''
  const arrival = `Ordered today it arrives about ${formatDate(one.expectedOn)}`
  if (one.stockoutOn === null) return `${arrival}.`
  const word = one.arrivesBeforeStockout === true ? 'before' : 'too late for'
  return `${arrival}, ${word} the stockout of ${formatDate(one.stockoutOn)}.`
}

function breakSentence(one: Compared): string {
  const next = one.nextBreak
  if (next === null || next.savesMinor <= 0) return ''
  const saves = formatMoney(next.savesMinor, one.baseCurrency)
  const price = formatPrice(next.unitPrice, one.currency)
  const start = `${formatCount(next.moreUnits)} units more reach ${price} each and save ${saves}`
  if (next.carryingCostMinor === null) return `${start}, but nobody is buying the item.`
  const carrying = formatMoney(next.carryingCostMinor, one.baseCurrency)
  const life = next.outlivesShelfLife ? ', and the stock would outlive its shelf life' : ''
  return `${start}; holding them costs ${carrying}${life}.`
}

/** Why a supplier stands where it stands, in sentences; `other` is the runner-up for the best one, else the best one. */
export function comparisonReason(one: Compared, other: Compared | null, isBest: boolean): string {
  const short =
    one.short && one.units !== null
      ? `It delivers at most ${formatCount(one.units)} of the ${formatCount(one.askedUnits)} units asked.`
      : ''
  const assumed = one.assumptions.length === 0 ? '' : `Note: ${one.assumptions.join('; ')}.`
  return [
    ...one.defects.map(({ fact }) => fact),
    costSentence(one),
    againstOther(one, other, isBest),
    short,
    arrivalSentence(one),
    breakSentence(one),
    assumed,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}
