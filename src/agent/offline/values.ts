// Words that fix an argument with a closed list of values, whatever else the question says.
import type { Reading } from './mention.ts'

type ValueRule = { argument: string; value: string; words: RegExp }

const rule = (argument: string, value: string, words: RegExp): ValueRule => ({
  argument,
  value,
  words,
})

/** What forecasts are judged by: "accuracy per category", "which channel do we forecast worst". */
const ABOUT_ACCURACY =
  /\b(?:accura\w*|bias\w*|mape|rmsse|wape|pinball|(?:forecasts?|predict\w*)\b.{0,40}\b(?:right|wrong|off|hit|hits|out|error|errors|good|gud|well|bad|badly|poor|worst|best|better|worse|perform\w*|did|do|done|miss\w*|compare)|(?:good|well|right|wrong|far|bad|close|worst|best)\b.{0,40}\b(?:forecast\w*|predict\w*))\b/i
const EACH = String.raw`\b(?:by|per|each|every|across|between|which|what|for the|split by|sales|level of|at)(?: each| every| the| our| abc| item| sales| different)?\s+`

const groups: [string, string][] = [
  ['channel', 'channels?'],
  ['category', 'categor(?:y|ies)|departments?'],
  ['supplier', 'suppliers?|vendors?'],
  ['location', 'locations?|warehouses?|sites?|depots?'],
  ['class', 'class(?:es)?|abc(?: class(?:es)?)?'],
  ['horizon', 'horizons?|weeks? ahead'],
  ['item', 'items?|skus?|products?|articles?'],
  ['shop', 'shop|whole shop'],
]

function accuracyBy({ text }: Reading): string | undefined {
  if (!ABOUT_ACCURACY.test(text)) return undefined
  if (/\bfurther (?:ahead|out)\b|\bhorizon\b/i.test(text)) return 'horizon'
  if (/\b(?:item|sku|class|category|supplier|channel)[ -]level\b/i.test(text))
    return /\b(item|sku|class|category|supplier|channel)[ -]level\b/i
      .exec(text)![1]!
      .toLowerCase()
      .replace('sku', 'item')
  return groups.find(([, words]) => new RegExp(`${EACH}(?:${words})\\b`, 'i').test(text))?.[0]
}

const rules: Record<string, ValueRule[]> = {
  find_items: [
    rule(
      'lifecycle',
      'phase_out',
      /\bphas(?:ed|ing|e)[ -]?out\b|\brun(?:ning)? down\b|\bon (?:its|their) way out\b|\bend[ -]of[ -]life\b/i,
    ),
    rule(
      'lifecycle',
      'discontinued',
      /\bdiscontinu\w*|\bdelisted\b|\bno longer (?:sold|carried|in the range|sell|carry)\b|\bdropped from the range\b/i,
    ),
    rule(
      'lifecycle',
      'new',
      /\b(?:brand[ -])?new (?:items?|products?|articles?|skus?|lines?|arrivals?|in|range)\b|\bnewcomers?\b|\brecently (?:added|launched|listed)\b|\bjust (?:added|launched|listed)\b|\blifecycle(?: is|:)? new\b/i,
    ),
    rule(
      'lifecycle',
      'active',
      /\bactive\b|\b(?:live|current) (?:items?|products?|lines?|skus?|articles?|range|assortment)\b|\bcurrently sold\b/i,
    ),
  ],
  get_stock_position: [
    rule(
      'order_by',
      'sku',
      /\b(?:by|in|per) (?:sku|code|article number|item number|part number)(?: order| sequence)?\b|\bsku order\b|\balphabetical\w*/i,
    ),
    rule(
      'order_by',
      'days_of_supply',
      /\b(?:lowest|least|shortest|thinnest|worst|smallest|fewest)\b.{0,25}\b(?:cover|days?|supply|stock|left|first)\b|\b(?:lowest|least|shortest|thinnest|worst|tightest|most urgent|soonest) (?:first|at the top|on top)\b|\b(?:sort|rank|order)\w*\b.{0,20}\b(?:days|cover|supply)\b|\bruns? (?:out|dry|low) (?:first|next|soonest)\b|\bfirst to run (?:out|dry)\b/i,
    ),
  ],
  get_purchase_order: [
    rule(
      'state',
      'partly_received',
      /\bpart(?:ly|ially|[ -])?[ -]?(?:received|delivered|receipted|arrived|in)\b|\bhalf[ -](?:received|delivered)\b|\bonly partly\b/i,
    ),
    rule(
      'state',
      'unknown_delivery',
      /\bunknown[ _]delivery\b|\bunsure (?:if|whether)\b.*\b(?:sent|got|reached)\b|\bdon'?t know (?:if|whether)\b.*\b(?:got|reached|received|sent)\b|\bnot known (?:if|whether)\b/i,
    ),
    rule(
      'state',
      'sent',
      /\b(?:not|n'?t|without|no)\b.{0,20}\b(?:acknowledg\w*|confirm\w*|ack(?:ed|'?d)?|answer\w*)\b/i,
    ),
    rule('state', 'rejected', /\b(?:rejected|refused|turned down|knocked back|declined|denied)\b/i),
    rule(
      'state',
      'cancelled',
      /\bcancel(?:l?ed|s)?\b(?! (?:it|them|the))|\bcalled off\b|\bscrapped\b|\bwithdrawn\b/i,
    ),
    rule('state', 'expired', /\bexpired?\b|\blapsed\b|\btimed out\b/i),
    rule(
      'state',
      'acknowledged',
      /\back(?:nowledged|ed|'?d)\b|\bconfirmed by (?:the )?(?:supplier|vendor)/i,
    ),
    rule(
      'state',
      'late',
      /\b(?:late|overdue|delayed|past due|behind(?: schedule)?|should have (?:been here|arrived|come|landed)|missed (?:its|their) (?:date|eta|day)s?|tardy|slipp(?:ed|ing))\b/i,
    ),
    rule('state', 'draft', /\bdrafts?\b(?! (?:an?|me|the)\b)/i),
    rule(
      'state',
      'submitted',
      /\bsubmitted\b|\b(?:await|wait|pend)\w*\b.{0,25}\b(?:approv\w*|sign\w*|decision|yes|decid\w*|a person)\b|\b(?:approval|sign-?off)s? (?:pending|outstanding|queue)\b|\bnot (?:yet )?approved\b|\bunapproved\b|\bneed(?:s|ing)? (?:approval|signing|a signature|sign-?off)\b|\bto be approved\b|\bhanded in\b/i,
    ),
    rule(
      'state',
      'open',
      /\b(?:open|outstanding|still (?:to come|running|due)|not (?:yet )?(?:arrived|received|delivered|in yet)|undelivered|running|in flight|live)\b/i,
    ),
    rule('state', 'closed', /\b(?:closed|wrapped up|completed|finished)\b/i),
    rule(
      'state',
      'received',
      /\b(?:received|delivered in full|fully (?:in|delivered)|have arrived|came in|arrived)\b/i,
    ),
    rule('state', 'approved', /\bapproved\b/i),
    rule(
      'state',
      'sent',
      /\b(?:orders?|pos?|those|ones|what'?s|been|were|already|are|status|state|list)\b.{0,20}\bsent\b|\bsent (?:orders?|pos?|but|state|out|off|to|ones)\b|\bgone out\b|\bdispatched to\b/i,
    ),
  ],
  explain_recommendation: [
    rule(
      'question',
      'why_not',
      /\b(?:what would|what will|when (?:will|would|does|do)|how)\b.{0,60}\b(?:on|onto|on to) the (?:buy(?:ing)? )?(?:list|plan)\b/i,
    ),
    rule(
      'question',
      'fragility',
      /\b(?:flip\w*|tips?\b|tipp\w*|robust\w*|fragil\w*|sensitiv\w*|sturdy|solid|shaky|stable|hinge\w*|how (?:little|much) (?:would|could|must|has|does)\b.{0,40}\b(?:shift|change|move)|smallest (?:change|thing|shift)|least (?:change|thing)|tiniest|how (?:sure|certain|confident|close a call)|what would (?:it take|have to|need to) (?:change|shift|move|happen)?|change (?:your|its|the) (?:mind|verdict|advice|answer|decision)|different (?:answer|decision|verdict)|break(?:ing)? point)\b/i,
    ),
    rule(
      'question',
      'change',
      /\bwhat(?:'?s| has| have|'?d)? (?:changed|moved|shifted|happened)\b|\bsince (?:the )?(?:last|previous|yesterday|monday|tuesday|wednesday|thursday|friday)\b|\b(?:than|from|against|versus|vs|compared (?:to|with)) (?:the )?(?:last|previous|before|run before|yesterday|monday|week before)\b|\bdiffer\w* (?:from|to)\b|\b(?:gone|went|jumped|dropped|fell|fallen|risen|rose) (?:up|down|from|to)\b|\bused to (?:be|say)\b|\bnow it(?:'?s| is| says)\b|\blast (?:week|time|run)(?:'?s)?\b.{0,20}\b(?:was|said|it)\b/i,
    ),
    rule(
      'question',
      'why_not',
      /\bwhy (?:not|isn'?t|aren'?t|wasn'?t|weren'?t|don'?t|doesn'?t|didn'?t|won'?t|haven'?t|hasn'?t|no)\b|\b(?:why|how come|reason)\b.{0,60}\b(?:not|n'?t|no|never|missing|absent|left (?:off|out)|skipp\w+|off the|nowhere|ignored?|excluded|dropped)\b|\b(?:not|isn'?t|aren'?t|nowhere|missing|absent|off|left off)\b.{0,25}\b(?:list|plan|recommendations?)\b.{0,40}\b(?:why|how come|reason)\b|\b(?:keeps?|kept|keeping)\b.{0,40}\b(?:off|from)\b|\bwhy\b.{0,20}\b(?:withheld|held back)\b|\bwhat would (?:put|get|bring)\b.{0,40}\bon\b|\bwhen (?:will|would|does|do)\b.{0,40}\b(?:come|get|go|appear|be) (?:on|onto|due)\b/i,
    ),
    rule(
      'question',
      'supplier',
      /\bwhy (?:this|that|the|those|is the|was the)? ?(?:supplier|vendor|source)\b|\b(?:supplier|vendor|source)\b.{0,25}\b(?:chosen|picked|selected|choice|chose|why)\b|\b(?:chosen|picked|selected|chose|choose|pick|prefer\w*|favou?r\w*|going with|go with)\b|\b(?:why|how come|reason)\b.{0,20}\b(?:with|from|at)\b (?=[A-Z])|\binstead of\b|\bwhy (?:are|do) we (?:buy\w*|order\w*|us\w*|get\w*)\b.{0,50}\bfrom\b/i,
    ),
  ],
  find_exceptions: [
    rule('kind', 'contract_expiry', /\bcontracts?\b|\bagreements?\b/i),
    rule(
      'kind',
      'expiring_lot',
      /\b(?:lots?|batch(?:es)?|stock|goods|food|jars?|items?|anything|what)\b.{0,30}\b(?:expir\w*|go(?:ing)? off|out of date|use[- ]by|best[- ]before|sell[- ]by|shelf[- ]life)\b|\b(?:use[- ]by|best[- ]before|sell[- ]by|bbe|expiring|expiry|short[- ]dated|shelf[- ]life)\b/i,
    ),
    rule(
      'kind',
      'part_received_overdue',
      /\bpart(?:ly|ial(?:ly)?|s)?[ -]?(?:received|delivered|deliver(?:y|ies)|receipts?|shipments?)\b|\b(?:rest|remainder|balance|other half|second half)\b.{0,40}\b(?:overdue|late|missing|owed|outstanding|never|not|still)\b|\bshort deliver\w*|\bhalf (?:of )?(?:an?|the|some|a few) orders?\b/i,
    ),
    rule(
      'kind',
      'unbooked_receipt',
      /\bunbooked\b|\bnot (?:yet )?(?:been )?booked\b|\b(?:nobody|no one|no-one|never|without|n'?t)\b.{0,30}\bbook(?:ed|ing)\b|\bbooked? in yet\b|\bwaiting to be booked\b/i,
    ),
    rule(
      'kind',
      'price_variance',
      /\bprice (?:varian\w*|differ\w*|diffs?|discrepan\w*|mismatch\w*|deviat\w*|gaps?|creep|surprises?)\b|\bover-?charg\w*|\bcharg\w+ (?:us )?(?:more|too much)\b|\binvoic\w*\b.{0,40}\b(?:more|higher|above|over|wrong|differ\w*|dearer|price)\b|\bpaid (?:more|too much)\b|\bpurchase price\b|\bppv\b/i,
    ),
    rule(
      'kind',
      'negative_margin',
      /\b(?:negative|no|zero) margins?\b|\b(?:at a|making a) loss\b|\blos(?:e|ing|t) money\b|\bbelow (?:landed )?cost\b|\bunder cost\b|\bmargins?\b.{0,20}\b(?:negative|below zero|gone|under water|underwater)\b|\bcosts? (?:us )?more than (?:we|it|they)\b/i,
    ),
    rule(
      'kind',
      'missing_lead_time',
      /\b(?:no|without|missing|lack\w*|blank|empty|unknown|unset)\b.{0,25}\blead[- ]times?\b|\blead[- ]times?\b.{0,25}\b(?:missing|blank|empty|unknown|not (?:set|there|filled)|unset|set at all)\b/i,
    ),
    rule(
      'kind',
      'missing_supplier',
      /\b(?:no|without|missing|lack\w*|nobody)\b.{0,15}\b(?:supplier|vendor|source|supplies|to buy (?:it|them) from)\b|\borphan\w*/i,
    ),
    rule(
      'kind',
      'missing_rate',
      /\b(?:exchange|fx|currency|conversion|forex)[- ]?rates?\b|\bmissing rates?\b/i,
    ),
    rule(
      'kind',
      'stale_demand',
      /\b(?:sales|demand)\b.{0,30}\b(?:stale|old|out of date|outdated|missing|stopped|stuck|not (?:been )?updated|not come through|behind)\b|\b(?:stale|old|outdated|missing)\b.{0,15}\b(?:sales|demand)\b|\b(?:sales|demand) feeds?\b/i,
    ),
    rule(
      'kind',
      'stale_stock',
      /\b(?:stock|count(?:s|ed)?|inventory)\b.{0,30}\b(?:stale|too old|out of date|outdated|not (?:been )?(?:counted|updated)|ages|months? ago|weeks? ago|overdue)\b|\b(?:stale|old|outdated)\b.{0,15}\b(?:stock|counts?|inventory)\b|\b(?:not|never|n'?t)\b.{0,15}\bcounted\b/i,
    ),
    rule(
      'kind',
      'forecast_drift',
      /\b(?:forecasts?|predictions?)\b.{0,40}\b(?:drift\w*|lean\w*|bias\w*|too (?:high|low)|off|consistently|wrong|skew\w*)\b|\b(?:drift\w*|lean\w*|bias\w*|skew\w*)\b.{0,20}\bforecasts?\b/i,
    ),
    rule(
      'kind',
      'demand_spike',
      /\bspik\w*|\b(?:sudden|unusual|odd|strange|abnormal|unexpected|weird)\b.{0,20}\b(?:jumps?|rises?|sales|demand|surges?|peaks?|orders)\b|\b(?:demand|sales)\b.{0,20}\b(?:surg\w*|jump\w*|through the roof|gone mad|gone crazy|explod\w*|unusual\w*)\b|\bsurges?\b/i,
    ),
    rule(
      'kind',
      'supplier_drift',
      /\b(?:suppliers?|vendors?)\b.{0,40}\b(?:wors\w*|drift\w*|slipp\w*|declin\w*|deteriorat\w*|downhill|slid\w*)\b|\b(?:wors\w*|deteriorat\w*|drifting|declining)\b.{0,20}\b(?:suppliers?|vendors?)\b/i,
    ),
    rule(
      'kind',
      'open_order_repair',
      /\b(?:pull\w*|bring\w*|push\w*|mov\w*|cut\w*|postpon\w*|expedit\w*|rush\w*|reschedul\w*|repair\w*|speed\w*|delay|cancel|trim\w*|hurr\w*|chang\w*|adjust\w*|shrink)\b.{0,40}\b(?:orders?|pos|in|out|forward|back|up)\b|\border repairs?\b|\brepair\b/i,
    ),
    rule('kind', 'late_inbound', /(?<!\bof )\blate\b|\b(?:overdue|delayed|past due)\b/i),
    rule('kind', 'withheld_line', /\bwithheld\b|\bheld back\b/i),
  ],
  recommend_reorders: [
    rule(
      'show',
      'withheld',
      /\bwith-?h(?:eld|old\w*)\b|\bh(?:eld|old\w*)\b.{0,30}\bback\b|\bcan(?:no|')?t (?:be )?(?:planned|plan|calculat\w*|work\w* out)\b/i,
    ),
    rule(
      'show',
      'overstock',
      /\bover-?stock\w*|\bexcess\w*|\bsurplus\b|\bdead (?:stock|wood|inventory)\b|\btoo (?:much|many)\b|\bslow[- ]?mov\w*|\bgathering dust\b/i,
    ),
  ],
}

/** Why one supplier and not another, whatever else the sentence resembles. */
function whySupplier({ text, mentions }: Reading): boolean {
  return (
    mentions.some(({ kind }) => kind === 'supplier') &&
    /\b(?:why|how come|reason|what for)\b/i.test(text) &&
    !/\b(?:on|off|from|onto) the (?:buy(?:ing)? )?list\b/i.test(text)
  )
}

/** Arguments whose values the words spell out, whatever the question resembles. */
export function valuesFrom(tool: string, reading: Reading): Record<string, string> {
  const found: Record<string, string> = {}
  if (tool === 'get_kpis') {
    const by = accuracyBy(reading)
    if (by !== undefined) found['accuracyBy'] = by
  }
  if (tool === 'explain_recommendation' && whySupplier(reading)) found['question'] = 'supplier'
  for (const { argument, value, words } of rules[tool] ?? []) {
    if (!(argument in found) && words.test(reading.text)) found[argument] = value
  }
  return found
}
