// One piece of the planning pass: the same on the main thread and in a worker. Everything that crosses is plain data.
import { recordForecast } from '#planning/accuracy/forecast-record.ts'
import type { ForecastRecord } from '#planning/accuracy/forecast-record.ts'
import { canonicalJson } from '#planning/canonical.ts'
import {
  inputOfKept,
  keptInput,
  unpackInput,
  type KeptInput,
  type PackedInput,
} from '#planning/packed-history.ts'
import { forecastFor } from '#planning/policy/item-forecast.ts'
import { joinOrder, reorderPlanner } from '#planning/policy/plan-reorders.ts'
import { ENGINE_VERSION } from '#planning/types.ts'
import type {
  ItemLocationInput,
  PartUnits,
  PlanningPolicy,
  Recommendation,
  Urgency,
} from '#planning/types.ts'
import { hashText } from '#store/content-hash.ts'
import { bodyPile, bodyText, packBody, type BodyPlace } from '#store/plan-body.ts'
import type { NewFacts } from '#store/plan-writes.ts'

/** What a run of the same day, policy and engine knows of a line. */
export type EarlierResult = {
  inputsHash: string
  /** Its packed result where only its forecast may be taken over; null = all of it may. */
  body: Uint8Array | null
}

/** Lines of whole items, in the order of planning: a transfer is promised once among the places of an item. */
export type LineBatch = {
  inputs: PackedInput[]
  earlier: (EarlierResult | null)[]
  /** Whether the accuracy ledger wants what the forecasts say. */
  forLedger: boolean
}

export type PlannedLine = {
  inputsHash: string
  /** Null: the earlier run says the same. */
  made: {
    facts: NewFacts
    /** Where the bodies stand in those of the batch. */
    inputs: BodyPlace
    result: BodyPlace
    /** Names the order it goes into where that order may change it; null = the line stands alone. */
    order: string | null
    /** What the accuracy ledger keeps of the forecast. */
    records: ForecastRecord[]
  } | null
}

/** A batch as it is planned, with all that is stored of it. */
export type PlannedBatch = { lines: PlannedLine[]; bodies: Uint8Array<ArrayBuffer> }

/** Stored lines that go into one order, and what they become together. */
export type OrderBodies = { inputs: Uint8Array; result: Uint8Array }[]
export type JoinedLine = { at: number; facts: NewFacts; result: Uint8Array<ArrayBuffer> }

const urgencyRanks: Record<Urgency, number> = {
  overdue: 1,
  now: 2,
  this_week: 3,
  later: 4,
  none: 5,
}
const decisionRanks: Record<Recommendation['decision'], number> = {
  order: 0,
  withheld: 10,
  enough: 20,
  not_planned: 30,
}

const partUnits = ({ supplierCode, units, landedCostMinor, expectedOn }: PartUnits): PartUnits => {
  return { supplierCode, units, landedCostMinor, expectedOn }
}

function factsOf(line: Recommendation, resultText: string): NewFacts {
  const { sku, locationCode, decision, supplierCode, units, landedCostMinor } = line
  const { costOfWaitingMinor, expectedOn, position } = line
  return {
    sku,
    locationCode,
    decision,
    urgencyRank: decisionRanks[decision] + urgencyRanks[line.urgency],
    supplierCode,
    orderSupplierCode: line.insteadOf ?? null,
    split: line.split?.map(partUnits) ?? null,
    units,
    landedCostMinor,
    costOfWaitingMinor,
    worthMinor: line.defects[0]?.worthMinor ?? null,
    expectedOn,
    position,
    resultHash: hashText(resultText),
  }
}

const unpack = <Value>(body: Uint8Array) => JSON.parse(bodyText(body)) as Value

/** Plans lines under a policy: each with the hash of all it depends on, its inputs and its result ready to be stored. */
export function planBatch(batch: LineBatch, policy: PlanningPolicy): PlannedBatch {
  const ground = hashText(canonicalJson([ENGINE_VERSION, policy]))
  const planner = reorderPlanner(policy)
  const bodies = bodyPile()
  const lines = batch.inputs.map((packed, at): PlannedLine => {
    const input = unpackInput(packed)
    const inputsText = canonicalJson(keptInput(input))
    const inputsHash = hashText(ground + inputsText)
    const known = batch.earlier[at]
    const earlier = known?.inputsHash === inputsHash ? known : null
    if (earlier?.body === null) return { inputsHash, made: null }
    const forecast = earlier
      ? unpack<Recommendation>(earlier.body).forecast
      : forecastFor(input, policy)
    const added = planner.add(input, forecast)
    const resultText = canonicalJson(added.line)
    // A transfer that an earlier line takes is off this one's inputs.
    const seenText = added.input === input ? inputsText : canonicalJson(keptInput(added.input))
    const made = {
      facts: factsOf(added.line, resultText),
      inputs: bodies.add(seenText),
      result: bodies.add(resultText),
      order: added.order,
      records: batch.forLedger ? recordLine(added.input, added.line) : [],
    }
    return { inputsHash, made }
  })
  return { lines, bodies: bodies.bytes() }
}

function recordLine(input: ItemLocationInput, line: Recommendation): ForecastRecord[] {
  return line.forecast === null ? [] : recordForecast(input, line.forecast, line.protectionDays)
}

/** The lines of one order that change when they become one. */
export function joinBatch(order: OrderBodies, policy: PlanningPolicy): JoinedLine[] {
  const alone = order.map(({ result }) => bodyText(result))
  const lines = order.map(({ inputs }, at) => ({
    input: inputOfKept(unpack<KeptInput>(inputs)),
    line: JSON.parse(alone[at]!) as Recommendation,
  }))
  return joinOrder(lines, policy).flatMap((line, at) => {
    const text = canonicalJson(line)
    return text === alone[at] ? [] : [{ at, facts: factsOf(line, text), result: packBody(text) }]
  })
}
