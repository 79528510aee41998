import { QuartermasterError } from '#root/errors.ts'
import { requireNonNegative } from './require-figures.ts'

/** Local holding cost per unit and period, and whole periods of processing. Stage 1 of the list serves the customer. */
export type ServiceStage = { holdingCost: number; processingPeriods: number }

export type GuaranteedServiceTerms = {
  /** Safety factor z of the demand bound: demand over t periods is at most mean t + z sd sqrt(t). */
  safetyFactor: number
  demandSd: number
  /** The longest service time that the customer accepts, and what the first supplier promises, whole periods. */
  outboundPeriods: number
  inboundPeriods: number
}

export type GuaranteedServicePlan = {
  /** Committed service time of each stage to the next, in the order of the stages. */
  servicePeriods: number[]
  costPerPeriod: number
}

/**
 * Best committed service times of a serial supply chain under guaranteed service (Simpson 1958; Graves & Willems 2000;
 * Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., section 6.3.3): a stage holds safety stock
 * z sd sqrt(inbound + processing - outbound). Dynamic program from the customer upwards over whole periods.
 */
export function guaranteedService(
  stages: ServiceStage[],
  terms: GuaranteedServiceTerms,
): GuaranteedServicePlan {
  const { safetyFactor, demandSd, outboundPeriods, inboundPeriods } = terms
  requireNonNegative({ safetyFactor, demandSd, outboundPeriods, inboundPeriods })
  const longest = inboundPeriods + stages.reduce((sum, stage) => sum + stage.processingPeriods, 0)
  if (!Number.isSafeInteger(longest) || !Number.isSafeInteger(outboundPeriods)) {
    throw new QuartermasterError('invalid', 'A time is not whole.', 'Give whole periods.')
  }
  // costs[i] = least cost of the stages so far when the last of them is served within i periods.
  let costs: number[] = []
  const choices: number[][] = []
  stages.forEach(({ holdingCost, processingPeriods }, stage) => {
    const choice: number[] = []
    const next: number[] = []
    for (let inbound = 0; inbound <= longest; inbound++) {
      const within = inbound + processingPeriods
      const most = stage === 0 ? Math.min(outboundPeriods, within) : Math.min(within, longest)
      next[inbound] = Infinity
      for (let promised = 0; promised <= most; promised++) {
        const stock = holdingCost * safetyFactor * demandSd * Math.sqrt(within - promised)
        const cost = stock + (stage === 0 ? 0 : costs[promised]!)
        if (cost >= next[inbound]!) continue
        next[inbound] = cost
        choice[inbound] = promised
      }
    }
    costs = next
    choices.push(choice)
  })
  let inbound = inboundPeriods
  const servicePeriods = choices
    .toReversed()
    .map((choice) => (inbound = choice[inbound]!))
    .toReversed()
  return { servicePeriods, costPerPeriod: costs[inboundPeriods]! }
}
