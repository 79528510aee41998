import { html } from 'hono/html'
import type { PriceListBoard, PriceListDesk, PriceListHead } from '#operations/master-data.ts'
import type { PriceDifference, Terms } from '#purchasing/price-list.ts'
import { formatRate } from '#render/figures.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { addressPart, badge, csrfField, emptyState, notice, shown } from '../parts.ts'
import { card, factList, head, listTable } from '../tables.ts'

/** The page of one list. */
export function priceListPath(id: string): string {
  return `/price-lists/${addressPart(id)}`
}

type Forms = { csrf: string; changeId: string }

const hidden = ({ csrf, changeId }: Forms) =>
  html`${csrfField(csrf)}<input type="hidden" name="changeId" value="${changeId}" />`

function listRow(list: PriceListHead): Html {
  return html`<tr>
    <td class="item" data-label="List">
      <a href="${priceListPath(list.id)}">${plainText(list.fileName)}</a
      ><span class="sub">${plainText(list.supplierName)}</span>
    </td>
    <td data-label="State">${badge(list.state)}</td>
    <td class="right" data-label="Changes">${String(list.changed)}</td>
    <td class="right" data-label="Flagged">${String(list.flagged)}</td>
    <td data-label="Handed in">
      ${plainText(list.stagedBy)}<span class="sub">${shown('stagedAt', list.stagedAt)}</span>
    </td>
  </tr>`
}

function stageForm(board: PriceListBoard, forms: Forms): Html {
  const options = board.suppliers.map(
    ({ code, name }) => html`<option value="${code}">${plainText(name)}</option>`,
  )
  return html`<form
    method="post"
    action="/price-lists"
    enctype="multipart/form-data"
    class="fields-form"
  >
    ${hidden(forms)}
    <label
      >Supplier<select name="supplier">
        ${options}
      </select></label
    >
    <label>CSV file<input type="file" name="file" accept=".csv,.txt,.tsv,text/csv" /></label>
    <label
      >… or its text<textarea
        name="text"
        rows="5"
        placeholder="sku,unit_price,currency,valid_from,moq,multiple,breaks"
      ></textarea>
    </label>
    <button type="submit">Show what it would change</button>
  </form>`
}

/** The lists that were handed in, the newest first, and the form for the next one. */
export function priceListsContent(board: PriceListBoard, forms: Forms, said: Html | '' = ''): Html {
  const heads = [
    head('List'),
    head('State'),
    head('Changes', 'right'),
    head('Flagged', 'right'),
    head('Handed in'),
  ]
  return html`<p class="crumb"><a href="/suppliers">Suppliers</a></p>
    <div class="page-head">
      <div>
        <h1>Price lists</h1>
        <p class="lead">A list counts when somebody else than who handed it in applies it</p>
      </div>
    </div>
    ${said}${board.mayStage ? card('Hand in a list', stageForm(board, forms)) : ''}
    ${
      board.lists.length === 0
        ? emptyState('No list yet', 'Prices change here with a CSV of the supplier.')
        : listTable('Price lists', heads, board.lists.map(listRow))
    }`
}

const price = (terms: Terms | null) =>
  terms === null ? '–' : shown('unitPrice', terms.unitPrice, { currency: terms.currency })

function differenceRow(row: PriceDifference): Html {
  const { listed, sku, before, after, priceChange, flags } = row
  const sold =
    after === null ? '' : `at least ${after.moqUnits}, in multiples of ${after.orderMultipleUnits}`
  const breaks = (after?.breaks ?? []).map(
    ({ minUnits, unitPrice }) =>
      `${shown('unitPrice', unitPrice, { currency: after?.currency ?? '' })} from ${minUnits}`,
  )
  const change =
    priceChange === null ? '–' : `${priceChange > 0 ? '+' : ''}${formatRate(priceChange)}`
  return html`<tr>
    <td class="item" data-label="Item">
      ${plainText(sku ?? listed.sku ?? listed.supplierSku ?? '')}<span class="sub"
        >line
        ${String(listed.line)}${sold === '' ? '' : `, ${sold}`}${
          breaks.length === 0 ? '' : `, ${breaks.join('; ')}`
        }</span
      >
    </td>
    <td class="right" data-label="On record">${price(before)}</td>
    <td class="right strong" data-label="List">
      ${after === null ? plainText(listed.unitPrice) : price(after)}
    </td>
    <td class="right" data-label="Change">${change}</td>
    ${
      flags.length === 0
        ? html`<td></td>`
        : html`<td data-label="Look at">
            <ul class="flags">
              ${flags.map(({ sentence }) => html`<li>${plainText(sentence)}</li>`)}
            </ul>
          </td>`
    }
  </tr>`
}

function decision(list: PriceListDesk, forms: Forms): Html {
  if (list.state !== 'staged') return html``
  const discard = html`<form
    method="post"
    action="${priceListPath(list.id)}/discard"
    class="fields-form"
  >
    ${hidden(forms)}<label
      >Why<input name="reason" required minlength="3" maxlength="500" autocomplete="off"
    /></label>
    <button type="submit">Discard</button>
  </form>`
  const apply = html`<form method="post" action="${priceListPath(list.id)}/apply">
    ${hidden(forms)}<input type="hidden" name="seen" value="${list.seen}" /><button
      type="submit"
      class="primary"
    >
      Apply ${list.changed === 1 ? 'the change' : `the ${list.changed} changes`}
    </button>
  </form>`
  const barred = list.own ? 'You handed it in, so somebody else applies it.' : list.obstacle
  return card(
    'Decide',
    html`${barred === null ? apply : notice('info', barred)}
      <details>
        <summary>Discard</summary>
        ${discard}
      </details>`,
  )
}

const SHOWN = 500

/** One list beside the terms on record, flagged rows first, and the decision about it. */
export function priceListContent(list: PriceListDesk, forms: Forms, said: Html | '' = ''): Html {
  const heads = [
    head('Item'),
    head('On record', 'right'),
    head('List', 'right'),
    head('Change', 'right'),
    head('Look at'),
  ]
  const worth = ({ flags, changes }: PriceDifference) => flags.length * 2 + Number(changes)
  const rows = list.rows.toSorted((a, b) => worth(b) - worth(a))
  const more = rows.length - SHOWN
  return html`<p class="crumb"><a href="/price-lists">Price lists</a></p>
    <div class="page-head">
      <div>
        <h1>${plainText(list.fileName)}</h1>
        <p class="lead">${plainText(list.supplierName)}, ${plainText(list.id)}</p>
      </div>
      ${badge(list.state)}
    </div>
    ${said}${card(
      'What it would change',
      factList([
        { title: 'Rows', value: String(list.rows.length) },
        { title: 'Changes', value: String(list.changed) },
        { title: 'Flagged', value: String(list.flagged) },
        {
          title: 'Handed in',
          value: plainText(list.stagedBy),
          detail: shown('stagedAt', list.stagedAt),
        },
        ...(list.settledAt === null
          ? []
          : [
              {
                title: 'Settled',
                value: plainText(list.settledBy ?? ''),
                detail: shown('settledAt', list.settledAt),
              },
            ]),
      ]),
    )}${decision(list, forms)}
    ${listTable('Rows', heads, rows.slice(0, SHOWN).map(differenceRow))}
    ${more > 0 ? html`<p class="quiet">and ${String(more)} more rows</p>` : ''}`
}
