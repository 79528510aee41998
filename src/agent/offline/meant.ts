// Which tool the words mean where the likeness to examples is not enough: a share with a forecast is a what-if.
import type { Reading } from './mention.ts'
import { mentionOf, slotOf } from './slot-rules.ts'
import { valuesFrom } from './values.ts'

/** Whether somebody has decided, not who must. */
const DECIDED =
  /\b(?:approved|signed(?: it)? off|sign(?:ed)? off on|okayed|ok'?d|agreed to|said yes|decided|go\/no-?go|green[- ]?light|authori[sz]ed|cleared)\b/i
const WHO = /\b(?:who|whose|whom|which (?:person|manager|approver))\b/i
const CODE_ASKED =
  /\b(?:skus?|(?:article|item|part|product|stock) (?:codes?|no\.?|numbers?)|codes?) (?:of|for|is|to|please)\b|\bwhat(?:'s| is) the (?:sku|code)\b/i
const ENDING_CONTRACT =
  /\bcontracts?\b.*\b(?:end\w*|expir\w*|run(?:ning)? out|finish\w*|up for|renew\w*|close)\b|\b(?:ending|expiring)\b.*\bcontracts?\b/i
/** Percentiles of a forecast, no change of demand. */
const BAND = /\b(?:band|percentiles?|quantiles?|intervals?|range|p\d+)\b/i
/** No draft is wanted, whatever is talked about. */
const ONLY_LOOKS =
  /\b(?:don'?t|do not|no|not|without|never|before (?:you|we|i))\b.{0,25}\bdraft\w*|\b(?:just|only)\b.{0,15}\b(?:show|look|list|tell|see|curious|asking)\b|\bwould you draft\b/i
const ABOUT_DECIDING =
  /\bwhose (?:approval|signature|sign-?off|yes)\b|\b(?:who|whose|whom)\b.{0,30}\b(?:else|could|can|may|must|has to|have to|needs? to|should|is able|are able|is allowed|decides?)\b|\b(?:can|may|could|should|am|do) i\b.{0,20}\b(?:approve|sign|decide|allowed|able|have to)\b/i
const DRAFT_VERB = /\bdr(?:a)?ft\b(?! orders?\b(?! for))/i

/** What the words mean beyond the likeness to examples: a share with a forecast is a what-if, 'approved yet?' asks people. */
export function toolMeant(tool: string, reading: Reading): string {
  const { text } = reading
  const hasOrder = slotOf(reading, 'order') !== undefined
  const hasItem = mentionOf(reading, 'item') !== undefined
  const hasSupplier = mentionOf(reading, 'supplier') !== undefined
  if (tool === 'get_purchase_order' && hasOrder && DECIDED.test(text) && !WHO.test(text))
    return 'approve_purchase_order'
  if (tool === 'get_supplier_performance' && ENDING_CONTRACT.test(text) && !hasSupplier)
    return 'find_exceptions'
  if (
    tool === 'get_purchase_order' &&
    hasItem &&
    /\bwhy\b.*\b(?:plan|recommend|order more|still|again)\b/i.test(text)
  )
    return 'explain_recommendation'
  if (tool === 'forecast_demand' && slotOf(reading, 'percent') !== undefined && !BAND.test(text))
    return 'simulate_disruption'
  if (tool === 'simulate_disruption' && hasItem && BAND.test(text)) return 'forecast_demand'
  if (tool === 'get_stock_position' && hasItem && CODE_ASKED.test(text)) return 'find_items'
  if (tool === 'draft_purchase_order' && ONLY_LOOKS.test(text)) return 'recommend_reorders'
  if (tool === 'recommend_reorders' && DRAFT_VERB.test(text) && !ONLY_LOOKS.test(text))
    return 'draft_purchase_order'
  if (tool === 'recommend_reorders' && hasItem && /\bwhy\b/i.test(text))
    return 'explain_recommendation'
  // Asking who may decide hands nothing in.
  if (tool === 'approve_purchase_order' && hasOrder && ABOUT_DECIDING.test(text))
    return 'get_purchase_order'
  const isAccuracy = valuesFrom('get_kpis', reading)['accuracyBy'] !== undefined
  return isAccuracy && tool !== 'find_exceptions' ? 'get_kpis' : tool
}

/** What the tool that is meant beyond the likeness takes for granted. */
export const grantedBy: Record<string, Record<string, string | boolean>> = {
  simulate_disruption: { kind: 'demand_change' },
  draft_purchase_order: { due: true },
  explain_recommendation: { question: 'why' },
}
