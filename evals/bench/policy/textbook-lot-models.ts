import { allUnitsDiscountLot, incrementalDiscountLot } from '#planning/models/discounts.ts'
import {
  disruptedLot,
  disruptedLotCost,
  newsvendorWithDisruptions,
} from '#planning/models/disruptions.ts'
import {
  economicOrderQuantity,
  economicOrderQuantityWithBackorders,
  economicProductionQuantity,
} from '#planning/models/eoq.ts'
import { jointReplenishment } from '#planning/models/joint-replenishment.ts'
import { stockLotSizing } from '#planning/models/stock-lot-sizing.ts'
import { wagnerWhitin } from '#planning/models/wagner-whitin.ts'
import {
  lotWithAdditiveYield,
  lotWithMultiplicativeYield,
  newsvendorWithAdditiveYield,
} from '#planning/models/yield.ts'
import { normalLaw } from '#planning/models/demand-law.ts'
import {
  figure,
  lawOf,
  list,
  optional,
  type Answer,
  type Inputs,
  type Models,
} from './textbook-inputs.ts'

const lotCosts = (inputs: Inputs) => ({
  orderCost: figure(inputs, 'fixed_cost'),
  holdingCost: figure(inputs, 'holding_cost'),
  demandPerPeriod: figure(inputs, 'demand_rate'),
})

const lot = ({
  orderQuantity,
  costPerPeriod,
}: {
  orderQuantity: number
  costPerPeriod: number
}) => ({
  order_quantity: orderQuantity,
  cost: costPerPeriod,
})

const yieldMoments = (inputs: Inputs) => ({
  mean: figure(inputs, 'yield_mean'),
  sd: figure(inputs, 'yield_sd'),
})

function discounted(choose: typeof allUnitsDiscountLot) {
  return (inputs: Inputs): Answer => {
    const unitCosts = list(inputs, 'unit_costs')
    const tiers = list(inputs, 'breakpoints').map((minUnits, index) => {
      return { minUnits, unitPrice: unitCosts[index]! }
    })
    const costs = {
      orderCost: figure(inputs, 'fixed_cost'),
      demandPerPeriod: figure(inputs, 'demand_rate'),
      holdingRate: figure(inputs, 'holding_cost_rate'),
    }
    const best = choose(costs, tiers)
    return { ...lot(best), region: best.tier }
  }
}

const disrupted = (inputs: Inputs) => ({
  ...lotCosts(inputs),
  stockoutCost: figure(inputs, 'stockout_cost'),
  disruptionRate: figure(inputs, 'disruption_rate'),
  recoveryRate: figure(inputs, 'recovery_rate'),
})

const form = (inputs: Inputs) => (inputs['approximate'] === true ? 'approximate' : 'exact')

/** The one-supplier case of Rossi's book: order cost K, price v, holding h, capacity C, penalty p. */
function stockLots(inputs: Inputs): Answer {
  const planned = stockLotSizing({
    terms: {
      orderCost: figure(inputs, 'K'),
      tiers: [{ minUnits: 0, unitPrice: optional(inputs, 'v') ?? 0 }],
      moqUnits: 0,
      packUnits: 1,
      capacityUnits: optional(inputs, 'C') ?? null,
    },
    demandUnits: list(inputs, 'd'),
    holdingCost: figure(inputs, 'h'),
    backorderCost: optional(inputs, 'p') ?? null,
    initialStockUnits: optional(inputs, 'I0') ?? 0,
  })
  if (planned === null) throw new Error('the case is infeasible')
  return { cost: planned.cost, order_quantities: planned.orderQuantities }
}

/** Lots, discounts, yields and disruptions. */
export const lotModels: Models = {
  'eoq.economic_order_quantity': (inputs) =>
    lot(economicOrderQuantity(lotCosts(inputs), optional(inputs, 'order_quantity'))),
  'eoq.economic_order_quantity_with_all_units_discounts': discounted(allUnitsDiscountLot),
  'eoq.economic_order_quantity_with_incremental_discounts': discounted(incrementalDiscountLot),
  'eoq.economic_order_quantity_with_backorders': (inputs) => {
    const orderQuantity = optional(inputs, 'order_quantity')
    const stockoutFraction = optional(inputs, 'stockout_fraction')
    const best = economicOrderQuantityWithBackorders(
      lotCosts(inputs),
      figure(inputs, 'stockout_cost'),
      {
        ...(orderQuantity === undefined ? {} : { orderQuantity }),
        ...(stockoutFraction === undefined ? {} : { stockoutFraction }),
      },
    )
    return { ...lot(best), stockout_fraction: best.stockoutFraction }
  },
  'eoq.economic_production_quantity': (inputs) => {
    const given = optional(inputs, 'order_quantity')
    return lot(
      economicProductionQuantity(lotCosts(inputs), figure(inputs, 'production_rate'), given),
    )
  },
  'eoq.joint_replenishment_problem_silver_heuristic': (inputs) => {
    const [holding, demand] = [list(inputs, 'holding_costs'), list(inputs, 'demand_rates')]
    const items = list(inputs, 'individual_fixed_costs').map((orderCost, index) => {
      return { orderCost, holdingCost: holding[index]!, demandPerPeriod: demand[index]! }
    })
    const best = jointReplenishment(figure(inputs, 'shared_fixed_cost'), items)
    return {
      order_quantities: best.orderQuantities,
      base_cycle_time: best.baseCyclePeriods,
      order_multiples: best.multiples,
      cost: best.costPerPeriod,
    }
  },
  'wagner_whitin.wagner_whitin': (inputs) => {
    const count = figure(inputs, 'num_periods')
    const purchase = inputs['purchase_cost'] ?? 0
    const plan = wagnerWhitin({
      demandUnits: list(inputs, 'demand', count),
      orderCosts: list(inputs, 'fixed_cost', count),
      holdingCosts: list(inputs, 'holding_cost', count),
      purchaseCosts: list({ purchase }, 'purchase', count),
    })
    // The file counts periods from 1 and keeps an unused entry for period 0.
    return {
      'order_quantities(1-indexed)': [0, ...plan.orderQuantities],
      cost: plan.cost,
      costs_to_go: [0, ...plan.costsToGo],
      next_order_periods: [0, ...plan.nextOrderPeriods.map((period) => period + 1)],
    }
  },
  wagner_whitin_initial_stock: (inputs) => {
    const demandUnits = list(inputs, 'd')
    const every = (value: number) => demandUnits.map(() => value)
    const periods = {
      demandUnits,
      orderCosts: every(figure(inputs, 'K')),
      holdingCosts: every(figure(inputs, 'h')),
      purchaseCosts: every(optional(inputs, 'v') ?? 0),
    }
    const plan = wagnerWhitin(periods, figure(inputs, 'I0'))
    return { cost: plan.cost, order_quantities: plan.orderQuantities }
  },
  capacitated_lot_sizing: stockLots,
  lot_sizing_planned_backorders: stockLots,
  'supply_uncertainty.eoq_with_additive_yield_uncertainty': (inputs) => {
    const given = optional(inputs, 'order_quantity')
    return lot(lotWithAdditiveYield(lotCosts(inputs), yieldMoments(inputs), given))
  },
  'supply_uncertainty.eoq_with_multiplicative_yield_uncertainty': (inputs) => {
    const given = optional(inputs, 'order_quantity')
    return lot(lotWithMultiplicativeYield(lotCosts(inputs), yieldMoments(inputs), given))
  },
  'supply_uncertainty.eoq_with_disruptions': (inputs) =>
    lot(disruptedLot(disrupted(inputs), form(inputs))),
  'supply_uncertainty.eoq_with_disruptions_cost': (inputs) => ({
    value: disruptedLotCost(disrupted(inputs), figure(inputs, 'order_quantity'), form(inputs)),
  }),
  'supply_uncertainty.newsvendor_with_additive_yield_uncertainty': (inputs) => {
    const costs = {
      holdingCost: figure(inputs, 'holding_cost'),
      stockoutCost: figure(inputs, 'stockout_cost'),
    }
    const given = inputs['yield_distribution']
    const law = given
      ? lawOf(given as Parameters<typeof lawOf>[0])
      : normalLaw(figure(inputs, 'yield_mean'), figure(inputs, 'yield_sd'))
    const level = optional(inputs, 'base_stock_level')
    const best = newsvendorWithAdditiveYield(costs, figure(inputs, 'demand'), law, level)
    return { base_stock_level: best.baseStockUnits, cost: best.costPerPeriod }
  },
  'supply_uncertainty.newsvendor_with_disruptions': (inputs) => {
    const best = newsvendorWithDisruptions(
      {
        holdingCost: figure(inputs, 'holding_cost'),
        stockoutCost: figure(inputs, 'stockout_cost'),
      },
      figure(inputs, 'demand'),
      {
        disruptionChance: figure(inputs, 'disruption_prob'),
        recoveryChance: figure(inputs, 'recovery_prob'),
      },
      optional(inputs, 'base_stock_level'),
    )
    return { base_stock_level: best.baseStockUnits, cost: best.costPerPeriod }
  },
}
