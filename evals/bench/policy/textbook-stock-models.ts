import {
  negativeBinomialLaw,
  normalLaw,
  poissonLaw,
  type DemandLaw,
} from '#planning/models/demand-law.ts'
import {
  orderUpToForFillRate,
  orderUpToService,
  reorderPointForFillRate,
} from '#planning/models/fill-rate.ts'
import {
  leadTimeDemandMoments,
  reorderPointForCycleService,
} from '#planning/models/lead-time-demand.ts'
import { myopicNewsvendor, newsvendor, newsvendorProfit } from '#planning/models/newsvendor.ts'
import { bestPoissonOrderPoint, poissonOrderPointCost } from '#planning/models/r-q-poisson.ts'
import {
  backorderLotApproximation,
  bestReorderPoint,
  expectedLevelApproximation,
  lossFunctionApproximation,
  orderPointCost,
  safetyStockApproximation,
  type OrderPoint,
} from '#planning/models/r-q.ts'
import { bestMinMax, minMaxCost, powerApproximation } from '#planning/models/s-s.ts'
import { demandOf, figure, optional, type Inputs, type Models } from './textbook-inputs.ts'

const stockCosts = (inputs: Inputs) => ({
  holdingCost: figure(inputs, 'holding_cost'),
  stockoutCost: figure(inputs, 'stockout_cost'),
})

const orderCosts = (inputs: Inputs) => ({
  ...stockCosts(inputs),
  orderCost: optional(inputs, 'fixed_cost') ?? 0,
  demandPerPeriod: figure(inputs, 'demand_mean'),
})

/** Demand per period to demand over the lead time of a case. */
const orderPointCosts = (inputs: Inputs) => {
  const leadTime = figure(inputs, 'lead_time')
  const demand = { mean: figure(inputs, 'demand_mean'), sd: figure(inputs, 'demand_sd') }
  return {
    ...orderCosts(inputs),
    leadTimeDemand: leadTimeDemandMoments(demand, { mean: leadTime, sd: 0 }),
  }
}

const poissonCosts = (inputs: Inputs) => ({
  ...orderCosts(inputs),
  leadTimePeriods: figure(inputs, 'lead_time'),
})

const point = (inputs: Inputs): OrderPoint => ({
  reorderPointUnits: figure(inputs, 'reorder_point'),
  orderQuantity: figure(inputs, 'order_quantity'),
})

const level = (best: { baseStockUnits: number; costPerPeriod: number }) => ({
  base_stock_level: best.baseStockUnits,
  cost: best.costPerPeriod,
})

const rq = ({ reorderPointUnits, orderQuantity }: OrderPoint) => ({
  r: reorderPointUnits,
  Q: orderQuantity,
})

const given = (inputs: Inputs) => optional(inputs, 'base_stock_level')

const prices = (inputs: Inputs) => ({
  ...stockCosts(inputs),
  revenue: figure(inputs, 'revenue'),
  purchaseCost: figure(inputs, 'purchase_cost'),
  salvageValue: figure(inputs, 'salvage_value'),
})

const season = (inputs: Inputs, demand: DemandLaw) => {
  const { baseStockUnits, profit } = newsvendorProfit(prices(inputs), demand, given(inputs))
  return { base_stock_level: baseStockUnits, profit }
}

const plainNewsvendor = (inputs: Inputs) =>
  level(newsvendor(stockCosts(inputs), demandOf(inputs), given(inputs)))

const minMaxCosts = (inputs: Inputs) => ({
  ...stockCosts(inputs),
  orderCost: figure(inputs, 'fixed_cost'),
})

/** Demand over the lead time alone and over lead time and review, of counts with the given mean and variance a period. */
function countsOver(inputs: Inputs, periods: number): DemandLaw {
  const mean = figure(inputs, 'demand_mean') * periods
  const variance = figure(inputs, 'demand_var') * periods
  return inputs['distribution'] === 'poisson'
    ? poissonLaw(mean)
    : negativeBinomialLaw(mean, variance)
}

function normalOver(inputs: Inputs, periods: number): DemandLaw {
  const mean = figure(inputs, 'demand_mean') * periods
  return normalLaw(mean, figure(inputs, 'demand_sd') * Math.sqrt(periods))
}

/** One-period models and policies of one stocking point. */
export const stockModels: Models = {
  'newsvendor.newsvendor_normal': plainNewsvendor,
  'newsvendor.newsvendor_continuous': plainNewsvendor,
  'newsvendor.newsvendor_discrete': plainNewsvendor,
  'newsvendor.newsvendor_poisson': (inputs) => plainNewsvendor({ ...inputs, use_poisson: true }),
  'newsvendor.newsvendor_normal_explicit': (inputs) => season(inputs, demandOf(inputs)),
  'newsvendor.newsvendor_poisson_explicit': (inputs) =>
    season(inputs, poissonLaw(figure(inputs, 'demand_mean'))),
  'newsvendor.myopic': (inputs) => {
    const costs = {
      ...stockCosts(inputs),
      purchaseCost: figure(inputs, 'purchase_cost'),
      nextPurchaseCost: figure(inputs, 'purchase_cost_next_per'),
      discountFactor: optional(inputs, 'discount_factor') ?? 1,
    }
    return level(myopicNewsvendor(costs, demandOf(inputs), given(inputs)))
  },
  'rq.r_q_cost': (inputs) => ({ value: orderPointCost(orderPointCosts(inputs), point(inputs)) }),
  'rq.r_q_optimal_r_for_q': (inputs) => ({
    value: bestReorderPoint(orderPointCosts(inputs), figure(inputs, 'order_quantity')),
  }),
  'rq.r_q_eil_approximation': (inputs) => {
    const best = expectedLevelApproximation(orderPointCosts(inputs))
    return { ...rq(best), cost: best.costPerPeriod }
  },
  'rq.r_q_eoqb_approximation': (inputs) => rq(backorderLotApproximation(orderPointCosts(inputs))),
  'rq.r_q_eoqss_approximation': (inputs) => rq(safetyStockApproximation(orderPointCosts(inputs))),
  'rq.r_q_loss_function_approximation': (inputs) =>
    rq(lossFunctionApproximation(orderPointCosts(inputs))),
  'rq.r_q_cost_poisson': (inputs) => ({
    value: poissonOrderPointCost(poissonCosts(inputs), point(inputs)),
  }),
  'rq.r_q_poisson_exact': (inputs) => {
    const best = bestPoissonOrderPoint(poissonCosts(inputs))
    return {
      reorder_point: best.reorderPointUnits,
      order_quantity: best.orderQuantity,
      cost: best.costPerPeriod,
    }
  },
  'ss.s_s_cost_discrete': (inputs) => ({
    value: minMaxCost(minMaxCosts(inputs), demandOf(inputs), {
      reorderPointUnits: figure(inputs, 'reorder_point'),
      orderUpToUnits: figure(inputs, 'order_up_to_level'),
    }),
  }),
  'ss.s_s_discrete_exact': (inputs) => {
    const best = bestMinMax(minMaxCosts(inputs), demandOf(inputs))
    return { s: best.reorderPointUnits, S: best.orderUpToUnits, cost: best.costPerPeriod }
  },
  'ss.s_s_power_approximation': (inputs) => {
    const [mean, sd] = [figure(inputs, 'demand_mean'), figure(inputs, 'demand_sd')]
    const best = powerApproximation(minMaxCosts(inputs), mean, sd)
    return { s: best.reorderPointUnits, S: best.orderUpToUnits }
  },
  sS_stationary_poisson_zheng_federgruen: (inputs) => {
    const costs = {
      orderCost: figure(inputs, 'K'),
      holdingCost: figure(inputs, 'h'),
      stockoutCost: figure(inputs, 'b'),
    }
    const best = bestMinMax(costs, poissonLaw(figure(inputs, 'mu')))
    return { s: best.reorderPointUnits, S: best.orderUpToUnits, cost: best.costPerPeriod }
  },
  lead_time_demand_moments: (inputs) => leadTimeMoments(inputs),
  reorder_point_cycle_service: (inputs) => {
    const found = reorderPointForCycleService(
      leadTimeMoments(inputs),
      figure(inputs, 'cycle_service'),
    )
    return {
      z: found.safetyFactor,
      safety_stock: found.safetyStockUnits,
      reorder_point: found.reorderPointUnits,
    }
  },
  rq_fill_rate_normal_solve_r: (inputs) => {
    const moments = { mean: figure(inputs, 'ltd_mean'), sd: figure(inputs, 'ltd_sd') }
    const quantity = figure(inputs, 'order_quantity')
    const found = reorderPointForFillRate(moments, quantity, figure(inputs, 'target_fill_rate'))
    return {
      reorder_point: found.reorderPointUnits,
      safety_stock: found.safetyStockUnits,
      cycle_service: found.cycleServiceLevel,
      approx_fill_single_loss: found.singleLossFillRate,
    }
  },
  periodic_RS_fill_rate_normal: (inputs) => {
    const [lead, review] = [figure(inputs, 'lead_time'), figure(inputs, 'review')]
    const overLead = lead > 0 ? normalOver(inputs, lead) : null
    const overBoth = normalOver(inputs, lead + review)
    const service = orderUpToService(overLead, overBoth, figure(inputs, 'order_up_to'))
    return { fill_rate: service.fillRate, cycle_service: service.cycleServiceLevel }
  },
  discrete_base_stock_fill_rate: (inputs) => {
    const [lead, review] = [figure(inputs, 'lead_time'), figure(inputs, 'review')]
    const target = figure(inputs, 'target_fill')
    const overLead = lead > 0 ? countsOver(inputs, lead) : null
    const overBoth = countsOver(inputs, lead + review)
    const found = orderUpToForFillRate(overLead, overBoth, target)
    return {
      min_base_stock_for_fill: found.orderUpToUnits,
      fill_at_S: found.fillRate,
      prob_no_stockout_at_S: found.cycleServiceLevel,
      min_base_stock_for_cycle_service: overBoth.quantile(target),
    }
  },
}

function leadTimeMoments(inputs: Inputs) {
  return leadTimeDemandMoments(
    { mean: figure(inputs, 'demand_mean'), sd: figure(inputs, 'demand_sd') },
    { mean: figure(inputs, 'lead_time_mean'), sd: figure(inputs, 'lead_time_sd') },
  )
}
