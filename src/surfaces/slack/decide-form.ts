// What is wrong with the forms of a decision as they stand. Pure: Slack hears it at once.
import { parseMoney } from '#planning/money-text.ts'
import { INPUTS } from '#render/slack/order-modals.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { SlackBody } from './delivery.ts'
import { metadataIn, textIn, viewIn } from './submitted.ts'

type Faults = Record<string, string> | null

/** Space around it does not count: the commands want three characters of a reason. */
function tooShort(body: SlackBody, input: { block: string; action: string }): Faults {
  const { length } = textIn(viewIn(body), input.block, input.action)
  if (length >= 3 && length <= 500) return null
  return { [input.block]: length < 3 ? 'Say it in a few words.' : 'Keep it under 500 characters.' }
}

/** The reason of a no. */
export const reasonFaults = (body: SlackBody): Faults => tooShort(body, INPUTS.reason)

/** A question or an answer. */
export const questionFaults = (body: SlackBody): Faults => tooShort(body, INPUTS.question)

/** A typed total that is no amount; whether it is the amount is found out with the order. */
export function typedFaults(body: SlackBody): Faults {
  const view = viewIn(body)
  const { block, action } = INPUTS.typedAmount
  const { currency } = metadataIn(view) ?? {}
  if (typeof currency !== 'string') return null
  try {
    parseMoney(textIn(view, block, action), currency)
    return null
  } catch (error) {
    if (!(error instanceof QuartermasterError)) throw error
    return { [block]: 'Type the total as it is shown above.' }
  }
}
