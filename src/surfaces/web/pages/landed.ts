import { html } from 'hono/html'
import type { DeliveryDesk } from '#operations/receiving-desk.ts'
import type { Html } from '../layout.ts'
import { shown } from '../parts.ts'
import { card, head, listTable } from '../tables.ts'

/** What the goods of an order cost to have them here, beside the plan; nothing while no invoice counts. */
export function landedCard({ landed, baseCurrency: currency }: DeliveryDesk): Html | '' {
  if (landed === null) return ''
  const money = (minor: number | null) => shown('totalMinor', minor, { currency })
  const rows = landed.lines.map(
    (line) =>
      html`<tr>
        <td class="item" data-label="Item">
          ${shown('sku', line.sku)}<span class="sub">${shown('units', line.units)} invoiced</span>
        </td>
        <td class="right" data-label="Goods">${money(line.goodsMinor)}</td>
        <td class="right" data-label="Freight">${money(line.freightMinor)}</td>
        <td class="right" data-label="Duty">${money(line.dutyMinor)}</td>
        <td class="right" data-label="Other">${money(line.otherMinor)}</td>
        <td class="right strong" data-label="Landed">${money(line.totalMinor)}</td>
        <td class="right" data-label="Planned">${money(line.plannedMinor)}</td>
        <td class="right" data-label="Variance">${money(line.varianceMinor)}</td>
      </tr>`,
  )
  const heads = ['Goods', 'Freight', 'Duty', 'Other', 'Landed', 'Planned', 'Variance']
  const left =
    landed.leftOut.length === 0
      ? ''
      : html`<p class="quiet">
          Without ${shown('text', landed.leftOut.join(', '))}: no exchange rate is known.
        </p>`
  return card(
    'Landed cost as invoiced',
    html`${listTable(
      'Landed cost as invoiced',
      [head('Item'), ...heads.map((title) => head(title, 'right'))],
      rows,
    )}${left}`,
  )
}
