import { normalLaw, poissonLaw } from '#planning/models/demand-law.ts'
import { finiteHorizonPlan, type Horizon } from '#planning/models/finite-horizon.ts'
import { guaranteedService } from '#planning/models/guaranteed-service.ts'
import {
  exponentialLoss,
  gammaLoss,
  geometricLoss,
  lognormalLoss,
  negativeBinomialLoss,
  normalLoss,
  poissonLoss,
  uniformLoss,
} from '#planning/models/loss-functions.ts'
import { myopicBounds } from '#planning/models/myopic-bounds.ts'
import {
  serialBaseStock,
  type SerialGrid,
  type SerialStage,
} from '#planning/models/serial-base-stock.ts'
import {
  demandOf,
  figure,
  list,
  lossAnswer,
  negativeBinomialByTrials,
  optional,
  type Inputs,
  type Models,
} from './textbook-inputs.ts'

function horizonOf(inputs: Inputs): Horizon {
  const count = figure(inputs, 'num_periods')
  const entry = (name: string) => list(inputs, name, count)
  const [mean, sd] = [entry('demand_mean'), entry('demand_sd')]
  const [holding, stockout] = [entry('holding_cost'), entry('stockout_cost')]
  const [order, purchase] = [entry('fixed_cost'), entry('purchase_cost')]
  return {
    periods: mean.map((_, t) => ({
      holdingCost: holding[t]!,
      stockoutCost: stockout[t]!,
      orderCost: order[t]!,
      purchaseCost: purchase[t]!,
      demand: normalLaw(mean[t]!, sd[t]!),
    })),
    discountFactor: optional(inputs, 'discount_factor') ?? 1,
    terminal: {
      holdingCost: figure(inputs, 'terminal_holding_cost'),
      stockoutCost: figure(inputs, 'terminal_stockout_cost'),
    },
    initialUnits: optional(inputs, 'initial_inventory_level') ?? 0,
  }
}

/** The entries of a record by stage, stage 1 first. */
function byStage(inputs: Inputs, name: string): number[] {
  const record = inputs[name] as Record<string, number>
  return Array.from({ length: figure(inputs, 'num_nodes') }, (_, index) => record[`${index + 1}`]!)
}

const stages = (values: number[]) =>
  Object.fromEntries(values.map((value, index) => [`${index + 1}`, value]))

/** The published figures leave out demand beyond 4 standard deviations. */
const beyondFourSd = 3.167124183311986e-5

/** The coarse grid of the published figures: 100 steps, demand in 10 within 4 standard deviations, levels up to 8. */
function publishedGrid(chain: SerialStage[], demand: { mean: number; sd: number }): SerialGrid {
  const lead = chain.reduce((sum, stage) => sum + stage.leadTimePeriods, 0)
  const [mean, sd] = [demand.mean * lead, demand.sd * Math.sqrt(lead)]
  const highest = mean + 8 * sd
  const lowestUnits = mean - 4 * sd - highest
  const stepUnits = (highest - lowestUnits) / 100
  return { lowestUnits, stepUnits, levels: 101, demandReachSd: 4, demandIntervals: 10 }
}

/** Horizons, chains of stages, and the loss functions. */
export const otherModels: Models = {
  'finite_horizon.finite_horizon_dp': (inputs) => {
    const plan = finiteHorizonPlan({ ...horizonOf(inputs), demandTail: beyondFourSd })
    return {
      s_by_period: plan.levels.map(({ reorderPointUnits }) => reorderPointUnits),
      S_by_period: plan.levels.map(({ orderUpToUnits }) => orderUpToUnits),
      total_cost: plan.expectedCost,
    }
  },
  'finite_horizon.myopic_bounds': (inputs) => {
    const bounds = myopicBounds(horizonOf(inputs))
    // The file keeps an unused entry for period 0.
    return {
      S_underbar: [0, ...bounds.map(({ lowestOrderUpTo }) => lowestOrderUpTo)],
      S_overbar: [0, ...bounds.map(({ highestOrderUpTo }) => highestOrderUpTo)],
      s_underbar: [0, ...bounds.map(({ lowestReorderPoint }) => lowestReorderPoint)],
      s_overbar: [0, ...bounds.map(({ highestReorderPoint }) => highestReorderPoint)],
    }
  },
  sS_nonstationary_poisson_sdp: (inputs) => {
    const plan = finiteHorizonPlan({
      periods: list(inputs, 'd').map((mean) => ({
        orderCost: figure(inputs, 'K'),
        purchaseCost: figure(inputs, 'v'),
        holdingCost: figure(inputs, 'h'),
        stockoutCost: figure(inputs, 'p'),
        demand: poissonLaw(mean),
      })),
      discountFactor: 1,
      terminal: { holdingCost: 0, stockoutCost: 0 },
      initialUnits: figure(inputs, 'I0'),
    })
    return { expected_cost: plan.expectedCost, first_order: plan.firstOrderUnits }
  },
  'ssm_serial.optimize_base_stock_levels': (inputs) => {
    const leads = byStage(inputs, 'lead_time')
    const chain = byStage(inputs, 'echelon_holding_cost').map((echelonHoldingCost, index) => {
      return { echelonHoldingCost, leadTimePeriods: leads[index]! }
    })
    const demand = {
      mean: figure(inputs, 'demand_mean'),
      sd: figure(inputs, 'demand_standard_deviation'),
    }
    const plan = serialBaseStock(
      chain,
      demand,
      figure(inputs, 'stockout_cost'),
      publishedGrid(chain, demand),
    )
    return { echelon_base_stock_by_stage: stages(plan.baseStockUnits), cost: plan.costPerPeriod }
  },
  'gsm_serial.optimize_committed_service_times': (inputs) => {
    const processing = list(inputs, 'processing_time')
    const chain = list(inputs, 'local_holding_cost').map((holdingCost, index) => {
      return { holdingCost, processingPeriods: processing[index]! }
    })
    const plan = guaranteedService(chain, {
      safetyFactor: figure(inputs, 'demand_bound_constant'),
      demandSd: figure(inputs, 'demand_standard_deviation'),
      outboundPeriods: figure(inputs, 'external_outbound_cst'),
      inboundPeriods: figure(inputs, 'external_inbound_cst'),
    })
    return { cst_by_stage: stages(plan.servicePeriods), cost: plan.costPerPeriod }
  },
  'loss_functions.normal_loss': (inputs) =>
    lossAnswer(normalLoss(figure(inputs, 'x'), figure(inputs, 'mean'), figure(inputs, 'sd'))),
  'loss_functions.standard_normal_loss': (inputs) =>
    lossAnswer(normalLoss(figure(inputs, 'z'), 0, 1)),
  'loss_functions.lognormal_loss': (inputs) =>
    lossAnswer(lognormalLoss(figure(inputs, 'x'), figure(inputs, 'mu'), figure(inputs, 'sigma'))),
  'loss_functions.exponential_loss': (inputs) =>
    lossAnswer(exponentialLoss(figure(inputs, 'x'), figure(inputs, 'mu'))),
  'loss_functions.gamma_loss': (inputs) =>
    lossAnswer(gammaLoss(figure(inputs, 'x'), figure(inputs, 'a'), figure(inputs, 'b'))),
  'loss_functions.uniform_loss': (inputs) =>
    lossAnswer(uniformLoss(figure(inputs, 'x'), figure(inputs, 'a'), figure(inputs, 'b'))),
  'loss_functions.poisson_loss': (inputs) =>
    lossAnswer(poissonLoss(figure(inputs, 'x'), figure(inputs, 'mean'))),
  'loss_functions.geometric_loss': (inputs) =>
    lossAnswer(geometricLoss(figure(inputs, 'x'), figure(inputs, 'p'))),
  'loss_functions.negative_binomial_loss': (inputs) => {
    const [x, r, sd] = [figure(inputs, 'x'), optional(inputs, 'r'), optional(inputs, 'sd')]
    if (r !== undefined) {
      return lossAnswer(negativeBinomialByTrials(r, figure(inputs, 'p')).loss(x))
    }
    return lossAnswer(negativeBinomialLoss(x, figure(inputs, 'mean'), sd! ** 2))
  },
  'loss_functions.continuous_loss': anyLoss,
  'loss_functions.discrete_loss': anyLoss,
}

function anyLoss(inputs: Inputs) {
  const demand = demandOf({
    demand_distrib: inputs['distrib'],
    demand_pmf: inputs['pmf'],
  })
  return lossAnswer(demand.loss(figure(inputs, 'x')))
}
