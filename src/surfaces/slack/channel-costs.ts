// What may be seen in a channel that is closed to costs. The rule names what is harmless; everything else is money, so
// that a field of tomorrow is hidden until somebody says that it may be shown.
import { isCurrency } from '#planning/money.ts'
import { costsShownIn } from '#store/slack-places.ts'
import type { Slack } from './slack.ts'

/** A direct message is between one person and the bot; Slack begins its id with a D. */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D')
}

/** Whether costs may be shown to everybody who reads there. */
export async function costsShownAt(
  slack: Slack,
  at: { teamId: string; channelId: string },
): Promise<boolean> {
  return isDirect(at.channelId) || (await costsShownIn(slack.db, at))
}

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

/** Whether an answer, or anything else that `shown` under it, says what something costs. */
export function tellsCosts(
  answer: { text: string; placeholders: Record<string, string> },
  ...shown: unknown[]
): boolean {
  return (
    Object.keys(answer.placeholders).some(isMoneyField) ||
    namesMoney(answer.text) ||
    shown.some((each) => namesMoney(JSON.stringify(each) ?? ''))
  )
}
