import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import {
  allUnitsDiscountLot,
  economicOrderQuantity,
  leadTimeDemandMoments,
  newsvendorNormal,
  newsvendorPoisson,
  normalLoss,
  poissonLoss,
  reorderPointNormal,
} from '#planning/policy/textbook.ts'
import { demand, line, supplier } from './lines.ts'

test('example 3.1 of Snyder & Shen: 1,300 a year, 8 an order, .225 a unit and year', () => {
  const lot = economicOrderQuantity(8, 1300, 0.225)
  expect(lot.orderQuantity).toBeCloseTo(304.05, 2)
  expect(lot.costPerPeriod).toBeCloseTo(68.41, 2)
})

test('example 4.3 of Snyder & Shen: newsvendor with normal demand of 50 and 8', () => {
  const best = newsvendorNormal(0.18, 0.7, 50, 8)
  expect(best.baseStockUnits).toBeCloseTo(56.604, 3)
  expect(best.costPerPeriod).toBeCloseTo(1.9976, 4)
})

test('a demand of nearly normal shape gives the planner the textbook’s safety stock', () => {
  // 1,000 a day and 100 a day spread, 4 days, measured lead time, review of the day after: protection of 5 days.
  const leadTime = { source: '', asOf: '2026-11-01', meanDays: 4, sdDays: 0, observations: 9 }
  const policy = { ...defaultPolicy, reviewPeriodDays: 1 }
  const input = line({ suppliers: [supplier({ leadTime })] })
  const planned = recommendFromForecast(input, policy, { ...demand(1000, 10_000), family: 'gamma' })
  const moments = leadTimeDemandMoments({ mean: 1000, sd: 100 }, { mean: 5, sd: 0 })
  const { safetyStockUnits } = reorderPointNormal(moments, 0.95)
  expect(Math.abs(planned.safetyStockUnits! / safetyStockUnits - 1)).toBeLessThan(0.03)
})

type Figures = Record<string, number>
type Case = {
  id: string
  model: string
  inputs: Figures & { breakpoints?: number[]; unit_costs?: number[] }
  expected: Figures
  tol_rel: number
}

/** The families that this issue covers: a case's inputs to our answer, by the names of the case. */
const families: Record<string, (inputs: Case['inputs']) => Figures | null> = {
  'eoq.economic_order_quantity': (given) => {
    const { fixed_cost: K, demand_rate: d, holding_cost: h, order_quantity: Q } = given
    const lot = economicOrderQuantity(K!, d!, h!, Q)
    return { order_quantity: lot.orderQuantity, cost: lot.costPerPeriod }
  },
  'eoq.economic_order_quantity_with_all_units_discounts': (given) => {
    const prices = given.breakpoints!.map((minUnits, index) => {
      return { minUnits, unitPrice: given.unit_costs![index]! }
    })
    const { fixed_cost: K, demand_rate: d, holding_cost_rate: rate } = given
    const lot = allUnitsDiscountLot(K!, d!, rate!, prices)
    return { order_quantity: lot.orderQuantity, cost: lot.costPerPeriod }
  },
  'newsvendor.newsvendor_normal': (given) => {
    const { holding_cost: h, stockout_cost: p, demand_mean, demand_sd, base_stock_level: S } = given
    const periods = (given['lead_time'] ?? 0) + 1
    const [mean, sd] = [demand_mean! * periods, demand_sd! * Math.sqrt(periods)]
    const best = newsvendorNormal(h!, p!, mean, sd, S)
    return { base_stock_level: best.baseStockUnits, cost: best.costPerPeriod }
  },
  'newsvendor.newsvendor_poisson': (given) => {
    const { holding_cost: h, stockout_cost: p, demand_mean, base_stock_level: S } = given
    const best = newsvendorPoisson(h!, p!, demand_mean!, S)
    return { base_stock_level: best.baseStockUnits, cost: best.costPerPeriod }
  },
  'loss_functions.normal_loss': ({ x, mean, sd }) => {
    const { shortUnits, leftUnits } = normalLoss(x!, mean!, sd!)
    return { loss_n: shortUnits, complementary_loss_nbar: leftUnits }
  },
  'loss_functions.standard_normal_loss': ({ z }) => {
    const { shortUnits, leftUnits } = normalLoss(z!, 0, 1)
    return { loss_n: shortUnits, complementary_loss_nbar: leftUnits }
  },
  'loss_functions.poisson_loss': ({ x, mean }) => {
    const { shortUnits, leftUnits } = poissonLoss(x!, mean!)
    return { loss_n: shortUnits, complementary_loss_nbar: leftUnits }
  },
  lead_time_demand_moments: (given) => {
    const { demand_mean, demand_sd, lead_time_mean, lead_time_sd } = given
    return leadTimeDemandMoments(
      { mean: demand_mean!, sd: demand_sd! },
      { mean: lead_time_mean!, sd: lead_time_sd! },
    )
  },
  reorder_point_cycle_service: (given) => {
    const { demand_mean, demand_sd, lead_time_mean, lead_time_sd, cycle_service } = given
    const moments = leadTimeDemandMoments(
      { mean: demand_mean!, sd: demand_sd! },
      { mean: lead_time_mean!, sd: lead_time_sd! },
    )
    const { safetyStockUnits, reorderPointUnits } = reorderPointNormal(moments, cycle_service!)
    return { safety_stock: safetyStockUnits, reorder_point: reorderPointUnits }
  },
}

test('the shared textbook cases hold', (context) => {
  const folder = '../shared/data/policy'
  if (!existsSync(folder)) {
    process.stdout.write(`skipped: ${folder} is not here\n`)
    return context.skip()
  }
  const cases = ['inventory_cases.json', 'inventory_cases_derived.json'].flatMap(
    (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Case[],
  )
  const ours = cases.filter(({ model }) => model in families)
  const wrong = ours.flatMap(({ id, model, inputs, expected, tol_rel }) => {
    const answer = families[model]!(inputs)
    return Object.entries(expected)
      .filter(([name]) => answer !== null && name in answer)
      .filter(([name, value]) => Math.abs(answer![name]! - value) > tol_rel * Math.abs(value))
      .map(([name, value]) => `${id} ${name}: ${answer![name]} for ${value}`)
  })
  expect(wrong).toEqual([])
  expect(ours.length).toBeGreaterThanOrEqual(20)
})
