import { formatMoney, formatNumber } from '#render/figures.ts'

import type { ResponseKind, ScenarioAssumptions } from './disruption.ts'
import type { Standing } from './line.ts'

export type Candidate = {
  response: ResponseKind
  stockoutDays: number
  /** Less than accept loses; null = the margin is not known. */
  savedMarginMinor: number | null
  /** More than accept costs. */
  addedMinor: number
}

export type Choice = { response: ResponseKind; reason: string }

const standingWords: Record<Standing, string> = {
  critical: 'a critical line',
  ordinary: 'an ordinary line',
  low: 'a line of low importance',
}

function withoutMargin(candidates: Candidate[], standing: Standing): Choice {
  const [accept] = candidates
  const fewest = candidates.toSorted(
    (a, b) => a.stockoutDays - b.stockoutDays || a.addedMinor - b.addedMinor,
  )[0]
  const unknown = 'Neither sell price nor stockout cost is known'
  if (standing !== 'critical' || fewest === undefined || fewest === accept) {
    return { response: 'accept', reason: `${unknown}, so no response can be shown to pay.` }
  }
  return {
    response: fewest.response,
    reason: `${unknown}; as a critical line it takes the response with the fewest stockout days.`,
  }
}

/**
 * The response with the largest w x margin saved - cost added against accept, if above 0; w is what the standing of the
 * line may pay per unit of money saved, so that critical lines may pay a premium and low ones may run out. `candidates`
 * starts with accept; of equal ones the first is taken.
 */
export function chooseResponse(
  candidates: Candidate[],
  standing: Standing,
  assumptions: ScenarioAssumptions,
  currency: string,
): Choice {
  const willing = assumptions.willingness[standing]
  if (candidates.some((one) => one.savedMarginMinor === null)) {
    return withoutMargin(candidates, standing)
  }
  const worth = (one: Candidate) => willing * (one.savedMarginMinor ?? 0) - one.addedMinor
  let best: Candidate | null = null
  for (const one of candidates) {
    if (one.response !== 'accept' && worth(one) > (best === null ? 0 : worth(best))) best = one
  }
  const money = (amount: number) => formatMoney(Math.round(amount), currency)
  const rule = `${standingWords[standing]} may pay ${formatNumber(willing, 2)} per 1 saved`
  if (best === null) {
    if (candidates.length === 1)
      return { response: 'accept', reason: 'No other response is possible.' }
    return { response: 'accept', reason: `No response saves more margin than it costs; ${rule}.` }
  }
  const saved = money(best.savedMarginMinor ?? 0)
  const cost =
    best.addedMinor >= 0
      ? `costs ${money(best.addedMinor)} more`
      : `costs ${money(-best.addedMinor)} less`
  return { response: best.response, reason: `Saves ${saved} of margin and ${cost}; ${rule}.` }
}
