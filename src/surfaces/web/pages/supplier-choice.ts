import { html } from 'hono/html'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { emptyState, shown, supplierPath } from '../parts.ts'
import { callPageTool, type Explanation, type ToolResult } from '../results.ts'
import { head, listTable } from '../tables.ts'

type Offer = ToolResult<'compare_suppliers'>['lines'][number]

function offerRow(offer: Offer, currency: string): Html {
  const best = offer.best ? html` <span class="tag">best</span>` : ''
  const usable = offer.usable ? '' : html` <span class="tag is-off">not usable</span>`
  return html`<tr class="${offer.best ? 'is-best' : ''}">
    <td class="item" data-label="Supplier">
      <a href="${supplierPath(offer.supplierCode)}">${shown('supplierName', offer.supplierName)}</a
      >${best}${usable}
    </td>
    <td class="right" data-label="Legal quantity">${shown('units', offer.units)}</td>
    <td class="right" data-label="Landed cost">
      ${shown('landedCostMinor', offer.landedCostMinor, { currency })}
    </td>
    <td class="right" data-label="Payment terms">
      ${shown('paymentTermsMinor', offer.paymentTermsMinor, { currency })}
    </td>
    <td class="right" data-label="Unreliability">
      ${shown('unreliabilityMinor', offer.unreliabilityMinor, { currency })}
    </td>
    <td class="right strong" data-label="Total">
      ${shown('totalMinor', offer.totalMinor, { currency })}
    </td>
    <td class="right" data-label="Lead time">${shown('leadTimeDays', offer.leadTimeDays)}</td>
    <td class="right" data-label="On time in full">${shown('otifRate', offer.otifRate)}</td>
  </tr>`
}

const HEADS = [
  head('Supplier'),
  head('Legal quantity', 'right'),
  head('Landed cost', 'right'),
  head('Payment terms', 'right'),
  head('Unreliability', 'right'),
  head('Total', 'right'),
  head('Lead time', 'right'),
  head('On time in full', 'right'),
]

/** Why this supplier: the sentence, and every offer with what its delays cost. */
export async function supplierChoice(
  application: WebApplication,
  line: Explanation,
): Promise<Html> {
  const { recommendation } = line
  const [why, comparison] = await Promise.all([
    callPageTool(application, 'explain_recommendation', { recommendation, question: 'supplier' }),
    callPageTool(application, 'compare_suppliers', {
      item: line.sku,
      location: line.locationCode,
      ...(line.units > 0 ? { units: line.units } : {}),
    }),
  ])
  if (comparison.lines.length === 0) {
    return emptyState('No supplier', 'No supplier offers this item. Add one to plan it.')
  }
  const rows = comparison.lines.map((offer) => offerRow(offer, comparison.currency))
  return html`<p>${shown('display', why.display)}</p>
    ${listTable('Suppliers compared', HEADS, rows)}`
}
