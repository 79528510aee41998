// What a what-if needs beyond names: by how much, and what to ask back.
import type { Reading } from './mention.ts'
import { fallsIn, fractionIn, slotOf } from './slot-rules.ts'
import { askFor } from './talk.ts'

/** What is left is said, not what is lost: 'can only make 60 %', 'runs at 70 %'. */
const WHAT_IS_LEFT =
  /\b(?:only|just|at|(?:down|reduced|cut|falls?|drops?|limited|capped) to|no more than|at most)\b[^%]{0,30}(?:%|percent|per cent|half|third|quarters?)|(?:%|percent|per cent|half|thirds?|quarters?) of (?:their|its|the|our|normal|usual|what)/i

const isLoss =
  /\b(?:less|lower|fewer|cut by|down by|drops? by|falls? by|reduced by|loses?|lost|lose|short)\b/i

/** How much of a supplier's output is lost, in percent; undefined where the words do not say. */
function cutPercent(reading: Reading): number | undefined {
  const said = slotOf(reading, 'percent')?.percent ?? fractionIn(reading.text)
  if (said === undefined || said > 100) return undefined
  return WHAT_IS_LEFT.test(reading.text) && !isLoss.test(reading.text) ? 100 - said : said
}

type Fill = (argument: string, value: string | null) => void

/** Completes the input of a simulation; says what to ask back where something is missing. */
export function completeScenario(
  input: Record<string, unknown>,
  reading: Reading,
  about: { leftover: string | null; supplier: string | null },
  fill: Fill,
): string | null {
  if (input['kind'] === 'supplier_down' || input['kind'] === 'capacity_cut') {
    fill('supplier', about.leftover ?? about.supplier)
    if (!('supplier' in input)) return askFor.supplier
  }
  if (input['kind'] === 'location_lost' && !('location' in input)) {
    fill('location', about.leftover)
    if (!('location' in input)) return askFor.location
  }
  if (input['kind'] === 'capacity_cut') {
    const percent = cutPercent(reading)
    if (percent !== undefined) input['percent'] = percent
  }
  if (input['kind'] === 'tariff' && typeof input['percent'] === 'number')
    input['percent'] = Math.abs(input['percent'])
  if (input['kind'] === 'demand_change' && !('percent' in input)) {
    const fraction = fractionIn(reading.text)
    if (fraction !== undefined) input['percent'] = fallsIn(reading.text) ? -fraction : fraction
  }
  const needsPercent = ['demand_change', 'tariff', 'capacity_cut'].includes(String(input['kind']))
  return needsPercent && !('percent' in input) ? askFor.percent : null
}
