import { addDays } from '../calendar.ts'
import { chooseResponse } from './choose-response.ts'
import type { ScenarioAssumptions } from './disruption.ts'
import type { ScenarioLine } from './line.ts'
import { meanOf, medianFirstStockout, scaledSpread, spreadOf } from './outcomes.ts'
import type { Ledger, Spread } from './outcomes.ts'
import type { ImpossibleResponse, ResponseOption } from './response-option.ts'
import type { ResponseOutcome, ScenarioItem } from './scenario-result.ts'

export type SimulatedResponse = { option: ResponseOption; ledger: Ledger }

const halfUp = (amount: number) => Math.floor(amount + 0.5)
const wholeMinor = ({ mean, p05, p95 }: Spread): Spread => ({
  mean: halfUp(mean),
  p05: halfUp(p05),
  p95: halfUp(p95),
})

/** Share of demand that was served; 1 where nothing was asked for. */
function serviceRate(ledger: Ledger): number {
  if (ledger.askedUnits === 0) return 1
  return 1 - (meanOf(ledger.lostUnits) * ledger.lostUnits.length) / ledger.askedUnits
}

function savedSpread(line: ScenarioLine, accept: Ledger, ledger: Ledger, scratch: Float64Array) {
  const { unitLossMinor } = line
  if (unitLossMinor === null) return null
  if (ledger === accept) return { mean: 0, p05: 0, p95: 0 }
  const saved = new Float64Array(scratch.length)
  for (let path = 0; path < saved.length; path++) {
    saved[path] =
      (accept.lostUnits[path]! - ledger.lostUnits[path]!) * unitLossMinor -
      (ledger.costMinor[path]! - accept.costMinor[path]!)
  }
  return wholeMinor(spreadOf(saved, null, 1, scratch))
}

function outcomeOf(
  line: ScenarioLine,
  baseline: Ledger,
  accept: Ledger,
  { option, ledger }: SimulatedResponse,
  scratch: Float64Array,
): Omit<ResponseOutcome, 'best'> {
  const { unitLossMinor } = line
  const lostUnits = meanOf(ledger.lostUnits)
  const lostMarginMinor = unitLossMinor === null ? null : halfUp(lostUnits * unitLossMinor)
  const lostSpread = spreadOf(ledger.lostUnits, accept.lostUnits, 1, scratch)
  const addedCostMinor = halfUp(meanOf(ledger.costMinor) - meanOf(baseline.costMinor))
  return {
    response: option.response,
    stockoutDays: meanOf(ledger.stockoutDays),
    lostUnits,
    lostMarginMinor,
    addedCostMinor,
    totalMinor: lostMarginMinor === null ? null : lostMarginMinor + addedCostMinor,
    serviceRate: serviceRate(ledger),
    ...(line.lots !== null && { wastedUnits: ledger.wastedUnits / ledger.lostUnits.length }),
    toAccept: {
      stockoutDays: spreadOf(ledger.stockoutDays, accept.stockoutDays, 1, scratch),
      lostUnits: lostSpread,
      lostMarginMinor:
        unitLossMinor === null
          ? null
          : wholeMinor(scaledSpread(ledger.lostUnits, accept.lostUnits, unitLossMinor, lostSpread)),
      addedCostMinor: wholeMinor(spreadOf(ledger.costMinor, accept.costMinor, 1, scratch)),
      savedMinor: savedSpread(line, accept, ledger, scratch),
    },
    orders: option.orders,
    transfers: option.transfers,
    ...(option.notes.length > 0 && { notes: option.notes }),
  }
}

/**
 * What the disruption and each response do to one line; `simulated` starts with accept. The best response is chosen by
 * expected figures (choose-response.ts).
 */
export function summariseLine(
  line: ScenarioLine,
  baseline: Ledger,
  simulated: SimulatedResponse[],
  impossible: ImpossibleResponse[],
  assumptions: ScenarioAssumptions,
  scratch: Float64Array,
): ScenarioItem {
  const { input, unitLossMinor, standing } = line
  const accept = simulated[0]?.ledger ?? baseline
  const outcomes = simulated.map((one) => outcomeOf(line, baseline, accept, one, scratch))
  const candidates = outcomes.map(({ response, stockoutDays, toAccept }) => ({
    response,
    stockoutDays,
    savedMarginMinor: toAccept.lostMarginMinor === null ? null : -toAccept.lostMarginMinor.mean,
    addedMinor: toAccept.addedCostMinor.mean,
  }))
  const choice = chooseResponse(candidates, standing, assumptions, input.baseCurrency)
  const firstDay = medianFirstStockout(accept)
  const pathCount = accept.stockoutDays.length
  const baselineLost = meanOf(baseline.lostUnits)
  return {
    sku: input.item.sku,
    name: input.item.name,
    locationCode: input.locationCode,
    abcClass: input.item.abcClass,
    standing,
    supplierCode: line.primary.supplierCode,
    firstStockoutOn: firstDay === null ? null : addDays(input.asOf, firstDay),
    stockoutProbability: (pathCount - (accept.firstStockouts[0] ?? 0)) / pathCount,
    baseline: {
      stockoutDays: meanOf(baseline.stockoutDays),
      lostUnits: baselineLost,
      lostMarginMinor: unitLossMinor === null ? null : halfUp(baselineLost * unitLossMinor),
      serviceRate: serviceRate(baseline),
    },
    responses: outcomes.map((one) => ({ ...one, best: one.response === choice.response })),
    notPossible: impossible,
    best: choice.response,
    bestReason: choice.reason,
  }
}
