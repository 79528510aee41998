// What says what things cost. The rule names what is harmless; everything else is money, so that a field of tomorrow is
// hidden until somebody says that it may be shown.
import { isCurrency } from '#planning/money.ts'

/** What stands where an amount would, for somebody who may not see it. */
export const costsHidden = 'what things cost is shown to the people who buy, decide and pay'

/** Counts, days, dates and codes say by their last word that they are no money. */
const harmlessEnding = /[a-z0-9](?:Units|Days|Count|Code|Sku|On|At)$/

/** Fields that are no money by any ending; texts among them are read for amounts as all text is. */
const harmlessFields = new Set(
  `abcClass action approvalsMissing asOf best category created createdBy currency deciders decided decision defect excluded flags kind
   label late leftOut lifecycle method name noteQuoted order orderNumber question reason reasonQuoted recommendation
   repair replayedSame response revision role sku source spike standsInFor state submitted supplierName trend units
   urgency usable warnings display message code
   daysOfSupply turnsPerYear coverage95 rmsse elasticity
   biasRate cycleServiceLevel defectRate fillRate inFullRate lostRate onTimeRate otifRate slaOtifRate stockoutRate
   upliftRate`
    .split(/\s+/)
    .filter((name) => name !== ''),
)

/** Whether the field that a path ends in, list positions aside, may hold money: 'call_1.lines.0.landedCostMinor' does. */
export function isMoneyField(path: string): boolean {
  const name = path.split('.').findLast((key) => !/^\d+$/.test(key)) ?? ''
  // 'worthOn' would be harmless by its ending: a word for money anywhere in a name is stronger.
  if (/minor|micros|price|cost|margin|value|amount|worth|budget|spend|profit|saves/i.test(name)) {
    return true
  }
  return !harmlessFields.has(name) && !harmlessEnding.test(name)
}

/** Whether a text names an amount: a currency sign, or a currency's code beside a figure. */
export function namesMoney(text: string): boolean {
  if (/\p{Sc}/u.test(text)) return true
  const coded = [
    ...text.matchAll(/(?<![\p{L}\p{N}])([A-Z]{3})[\s\\]*[-−–(]?\p{N}/gu),
    ...text.matchAll(/\p{N}[\s\\]*([A-Z]{3})(?![\p{L}\p{N}])/gu),
  ]
  return coded.some(([, code]) => isCurrency(code ?? ''))
}

/** A remark within a sentence, which can be left out as a whole. */
const bracketed = /\s*\([^()]*\)/g
const sentenceEnd = /(?<=[.;])\s+/
const clauseEnd = /(?<=[,:])\s+|\s+(?=[–—])/

/** A sentence up to its first amount: what follows an amount often only says what the amount is of. */
function beforeAmount(sentence: string): string {
  const clauses = sentence.split(clauseEnd)
  const first = clauses.findIndex(namesMoney)
  if (first === -1) return sentence
  const kept = clauses.slice(0, first).join(' ')
  const end = /[.;]$/.exec(sentence)?.[0] ?? ''
  return kept === '' ? '' : `${kept.replace(/[,:]$/, '')}${end}`
}

/** What is left of a text without its amounts, or who may see it where nothing is left. */
function unpriced(text: string): string {
  const left = text
    .replace(bracketed, (remark) => (namesMoney(remark) ? '' : remark))
    .split(sentenceEnd)
    .map(beforeAmount)
    .filter((sentence) => sentence !== '')
    .join(' ')
    .replace(/[,;:]$/, '')
  // A dash may stand between a code and its figure: cut apart there, neither is an amount by itself.
  return left.trim() === '' || namesMoney(left) ? costsHidden : left
}

function partWithout(name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map((each) => partWithout(name, each))
    return parts.filter((each) => each !== undefined)
  }
  if (typeof value === 'object' && value !== null) return fieldsWithout(value)
  if (isMoneyField(name)) return undefined
  if (typeof value !== 'string' || !namesMoney(value)) return value
  return name === 'display' ? unpriced(value) : costsHidden
}

function fieldsWithout(record: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .map(([name, value]): [string, unknown] => [name, partWithout(name, value)])
      .filter(([, value]) => value !== undefined),
  )
}

/**
 * The result of a tool without what things cost: fields of money are gone, `display` sentences end before
 * an amount, other texts that do say who may see it, and `costsHidden` says so once for all.
 */
export function withoutCosts(result: object): Record<string, unknown> {
  return { ...fieldsWithout(result), costsHidden }
}

/** A text of people, such as an error, without what things cost. */
export function textWithoutCosts(text: string): string {
  return namesMoney(text) ? unpriced(text) : text
}
