// When an order arrives, and whether it ever does, learned from the orders of the past: a chance for every number of
// periods (days in a shop) and one for never. An order that is still open is evidence too: it has not come so far.
//
// The chance of arriving after exactly k periods, given that it has not come before, has a beta prior from what was
// promised; what was seen adds to it. That is the posterior mean of a beta-Stacy process (Susarla & Van Ryzin 1976,
// JASA 71; Walker & Muliere 1997, Annals of Statistics 25), and orders that nobody has seen again move by themselves
// from "late" to "lost".

export type LeadTimePoint = { days: number; weight: number }

export type LeadTimeLaw = {
  /** `chances[k]`: the order arrives after exactly k periods. */
  chances: number[]
  /** It never arrives; with `chances` it sums to 1. */
  lostChance: number
}

export type LeadTimeEvidence = {
  arrived: { afterPeriods: number; weight: number }[]
  /** Orders that have not come: in `sincePeriods` and later they still may. */
  open: { sincePeriods: number; weight: number }[]
}

/** What a promise leaves open before anything was seen: one order in fifty never comes, one in ten comes far too late. */
const promisedLostChance = 0.02
const lateShare = 0.1
const lateFactors = [1.5, 2, 2.5, 3, 4]

/** What a promise says while nothing has arrived: its own spread, and a tail of orders that come late or never. */
export function promisedLaw(points: readonly LeadTimePoint[]): LeadTimeLaw {
  const mean = points.reduce((sum, { days, weight }) => sum + days * weight, 0)
  const late = lateFactors.map((factor) => {
    return { days: Math.round(factor * mean), weight: lateShare / lateFactors.length }
  })
  const all = [
    ...points.map(({ days, weight }) => ({ days, weight: weight * (1 - lateShare) })),
    ...late,
  ]
  const longest = Math.max(0, ...all.map(({ days }) => days))
  const chances = Array.from({ length: longest + 1 }, () => 0)
  for (const { days, weight } of all) chances[days]! += weight * (1 - promisedLostChance)
  return { chances, lostChance: promisedLostChance }
}

/** The law after the evidence; `priorOrders` = how many seen orders the prior weighs as much as. */
export function learnLeadTimeLaw(
  prior: LeadTimeLaw,
  priorOrders: number,
  { arrived, open }: LeadTimeEvidence,
): LeadTimeLaw {
  const longest = Math.max(
    prior.chances.length - 1,
    ...arrived.map(({ afterPeriods }) => afterPeriods),
  )
  const seen = Array.from({ length: longest + 1 }, () => 0)
  // atRisk[k]: weight of the orders of which it is known whether they came after k periods or later.
  const atRisk = Array.from({ length: longest + 1 }, () => 0)
  for (const { afterPeriods, weight } of arrived) {
    seen[afterPeriods]! += weight
    for (let k = 0; k <= afterPeriods; k++) atRisk[k]! += weight
  }
  for (const { sincePeriods, weight } of open) {
    for (let k = 0; k < Math.min(sincePeriods, longest + 1); k++) atRisk[k]! += weight
  }
  let survives = 1
  let expected = 1
  const chances = seen.map((weight, k) => {
    const promised = prior.chances[k] ?? 0
    const known = priorOrders * expected + atRisk[k]!
    const arrives = known > 0 ? Math.min(1, (priorOrders * promised + weight) / known) : 0
    const chance = survives * arrives
    survives -= chance
    expected = Math.max(0, expected - promised)
    return chance
  })
  return { chances, lostChance: Math.max(0, survives) }
}

/** Chance (0..1) that an order never comes which has not come in its first `sincePeriods` periods: grows with age. */
export function chanceLost(law: LeadTimeLaw, sincePeriods: number): number {
  const later = law.chances.slice(sincePeriods).reduce((sum, chance) => sum + chance, 0)
  const left = later + law.lostChance
  return left > 0 ? law.lostChance / left : 1
}

/** Chances that such an order arrives in 0, 1, 2 ... periods from now; with `chanceLost` they sum to 1. */
export function chancesAhead(law: LeadTimeLaw, sincePeriods: number): number[] {
  const later = law.chances.slice(sincePeriods)
  const left = later.reduce((sum, chance) => sum + chance, law.lostChance)
  return left > 0 ? later.map((chance) => chance / left) : []
}
