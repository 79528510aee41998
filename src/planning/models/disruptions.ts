// Suppliers that stop delivering for a while: Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.), section 9.2.

import type { LotCosts, LotSize } from './eoq.ts'
import { criticalRatio, type BaseStock, type StockCosts } from './newsvendor.ts'
import { requirePositive } from './require-figures.ts'
import { valley } from './search.ts'

/** A supplier that works breaks down at `disruptionRate` per period, and one that is down recovers at `recoveryRate`. */
export type DisruptedLotCosts = LotCosts & {
  /** Money per unit of demand that is lost. */
  stockoutCost: number
  disruptionRate: number
  recoveryRate: number
}

/** How the chance to find the supplier down is told: exactly, or as if an order lasted long (psi = lambda / (lambda + mu)). */
export type DisruptionForm = 'exact' | 'approximate'

/**
 * EOQ with disruptions, cost per period of a quantity: (K + h Q^2 / 2 d + p d psi / mu) / (Q / d + psi / mu), with
 * psi = lambda / (lambda + mu) (1 - e^(-(lambda + mu) Q / d)) (eq. 9.5).
 */
export function disruptedLotCost(
  costs: DisruptedLotCosts,
  orderQuantity: number,
  form: DisruptionForm,
): number {
  const { orderCost, holdingCost, stockoutCost, demandPerPeriod: d } = costs
  const { disruptionRate, recoveryRate } = costs
  requirePositive({ orderQuantity, holdingCost, stockoutCost, d, disruptionRate, recoveryRate })
  const both = disruptionRate + recoveryRate
  const share = form === 'exact' ? -Math.expm1((-both * orderQuantity) / d) : 1
  const downPeriods = ((disruptionRate / both) * share) / recoveryRate
  const held = (holdingCost * orderQuantity ** 2) / (2 * d)
  return (orderCost + held + stockoutCost * d * downPeriods) / (orderQuantity / d + downPeriods)
}

/**
 * The quantity that costs least under disruptions. The approximate form has a root: with a = psi d / mu, h Q^2 + 2 a h Q =
 * 2 d (K + p a) - the derivative of the cost set to 0; the exact one is searched around it (section 9.2.1).
 */
export function disruptedLot(costs: DisruptedLotCosts, form: DisruptionForm): LotSize {
  const { orderCost, holdingCost, stockoutCost, demandPerPeriod: d } = costs
  const { disruptionRate, recoveryRate } = costs
  requirePositive({ holdingCost, stockoutCost, d, disruptionRate, recoveryRate })
  const lost = (disruptionRate / (disruptionRate + recoveryRate)) * (d / recoveryRate)
  const target = (2 * d * orderCost) / holdingCost + (2 * d * stockoutCost * lost) / holdingCost
  const rough = Math.sqrt(lost * lost + target) - lost
  const orderQuantity =
    form === 'approximate'
      ? rough
      : valley((units) => disruptedLotCost(costs, units, form), rough * 1e-3, rough * 10)
  return { orderQuantity, costPerPeriod: disruptedLotCost(costs, orderQuantity, form) }
}

/** Chances per period that a working supplier goes down and that one that is down comes back. */
export type DisruptionChances = { disruptionChance: number; recoveryChance: number }

/**
 * Base stock against disruptions with steady demand d and backorders (section 9.2.2): in the n-th period of an outage
 * (n + 1) d are owed at once, so the best level is a multiple of d, the first one whose probability reaches p / (p + h).
 * Chances: pi_0 = beta / (alpha + beta), pi_n = pi_0 alpha (1 - beta)^(n - 1).
 */
export function newsvendorWithDisruptions(
  costs: StockCosts,
  demandPerPeriod: number,
  { disruptionChance, recoveryChance }: DisruptionChances,
  givenUnits?: number,
): BaseStock {
  requirePositive({ demandPerPeriod, disruptionChance, recoveryChance })
  const up = recoveryChance / (disruptionChance + recoveryChance)
  const stillDown = 1 - recoveryChance
  // P(outage longer than n periods) = down (1 - beta)^n.
  const down = 1 - up
  let periods = 0
  const ratio = criticalRatio(costs)
  while (1 - down * stillDown ** periods < ratio - 1e-12) periods += 1
  const baseStockUnits = givenUnits ?? (periods + 1) * demandPerPeriod
  let short = Math.max(0, demandPerPeriod - baseStockUnits) * up
  let left = Math.max(0, baseStockUnits - demandPerPeriod) * up
  for (let n = 1; ; n++) {
    const chance = down * recoveryChance * stillDown ** (n - 1)
    const owed = (n + 1) * demandPerPeriod
    if (owed >= baseStockUnits) {
      // From here on all is short: mean of the geometric rest.
      const rest = down * stillDown ** (n - 1)
      short += rest * (owed - baseStockUnits + (stillDown / recoveryChance) * demandPerPeriod)
      break
    }
    left += chance * (baseStockUnits - owed)
  }
  const { holdingCost, stockoutCost } = costs
  return { baseStockUnits, costPerPeriod: holdingCost * left + stockoutCost * short }
}
