import { html } from 'hono/html'
import { projectedStock, stockChartSvg, type StockChart } from '#render/chart.ts'
import { addDays } from '#planning/calendar.ts'
import { signedUnits, waterfallSvg } from '#render/waterfall.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import {
  csrfField,
  drawn,
  emptyState,
  notice,
  partOrNotice,
  shown,
  supplierPath,
  words,
} from '../parts.ts'
import { callPageTool, type Explanation, type ToolResult } from '../results.ts'

const FORECAST_WEEKS = 12
const WIDE = 720
const NARROW = 340

/** A drawing in two widths; the style sheet shows the one that fits, so that its letters stay readable. */
function twoWidths(draw: (width: number, id: string) => string): Html {
  return html`<div class="drawing for-wide">${drawn(draw(WIDE, 'wide'))}</div>
    <div class="drawing for-narrow">${drawn(draw(NARROW, 'narrow'))}</div>`
}

function fact(title: string, value: string, detail = ''): Html {
  return html`<div>
    <dt>${title}</dt>
    <dd>${value}${detail === '' ? '' : html`<span class="sub">${detail}</span>`}</dd>
  </div>`
}

function verdict(line: Explanation): string {
  if (line.decision === 'order') return `Order ${shown('units', line.units)}`
  const titles: Record<string, string> = {
    enough: 'Enough for now',
    withheld: 'Withheld',
    not_planned: 'Not planned',
  }
  return titles[line.decision] ?? words(line.decision)
}

function head(line: Explanation, csrf: string): Html {
  const { currency } = line
  const lead = line.leadTimeDays === undefined ? '–' : shown('leadTimeDays', line.leadTimeDays)
  const spread =
    line.leadTimeSdDays === undefined ? '' : `± ${shown('leadTimeSdDays', line.leadTimeSdDays)}`
  const draft = html`<form method="post" action="/orders/draft">
    ${csrfField(csrf)}<input
      type="hidden"
      name="recommendation"
      value="${line.recommendation}"
    /><button class="primary" type="submit">Draft this order</button>
  </form>`
  return html`<div class="page-head">
      <div>
        <p class="crumb">
          <a href="/list">Buy list</a> / ${shown('recommendation', line.recommendation)}
        </p>
        <h1>${shown('name', line.name)}</h1>
        <p class="lead">${shown('sku', line.sku)} at ${shown('locationCode', line.locationCode)}</p>
      </div>
      ${line.decision === 'order' ? draft : ''}
    </div>
    <section class="verdict is-${/^[a-z_]+$/.test(line.decision) ? line.decision : 'other'}">
      <p class="verdict-figure">${verdict(line)}</p>
      <p class="verdict-text">${shown('display', line.display)}</p>
      <dl class="facts">
        ${fact('Landed cost', shown('landedCostMinor', line.landedCostMinor, { currency }))}
        ${fact('Order by', shown('orderByOn', line.orderByOn))}
        ${fact('Supplier', shown('supplierCode', line.supplierCode))}
        ${fact('Lead time', lead, spread)}
        ${fact('Reorder point', shown('reorderPointUnits', line.reorderPointUnits))}
        ${fact('Order up to', shown('orderUpToUnits', line.orderUpToUnits))}
        ${fact('Inventory position', shown('inventoryPositionUnits', line.inventoryPositionUnits))}
        ${fact('Service level', shown('cycleServiceLevel', line.cycleServiceLevel))}
      </dl>
    </section>
    ${line.warnings.map((text) => notice('warning', text))}`
}

/** Steps with units become the waterfall; what has none is said below it. */
export function whyQuantity(line: Explanation): Html {
  const steps = line.lines.flatMap((step) =>
    step.units === undefined ? [] : [{ label: step.label, units: step.units }],
  )
  if (steps.length === 0)
    return html`<ul class="points">
      ${line.lines.map((step) => html`<li>${shown('display', step.display)}</li>`)}
    </ul>`
  const rows = line.lines.map(
    (step) =>
      html`<tr>
        <td>${shown('label', step.label)}</td>
        <td class="right">${step.units === undefined ? '' : signedUnits(step.units)}</td>
        <td>${shown('display', step.display)}</td>
      </tr>`,
  )
  const totalLabel = line.decision === 'order' ? 'Order' : 'To order'
  const title = `How ${shown('units', line.units)} units of ${line.name} come about`
  return html`${twoWidths((width, id) => waterfallSvg({ id: `fall-${id}`, title, totalLabel, steps }, width))}
    <details>
      <summary>Each step in words</summary>
      <div class="scroll" tabindex="0">
        <table>
          <thead>
            <tr>
              <th>Step</th>
              <th class="right">Units</th>
              <th>Why</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
    </details>
    <p class="provenance">
      ${line.replayedSame ? 'Replayed from its stored inputs: the same to the byte' : 'Replaying the stored inputs gave another result: the engine has changed since'}
      · ${shown('source', line.source)}
    </p>`
}

type ChartSources = {
  line: Explanation
  forecast: ToolResult<'forecast_demand'>
  stock: ToolResult<'get_stock_position'>
}

/** The chart from what three tools said; null when there is no forecast for the location. */
export function stockChartOf({
  line,
  forecast,
  stock,
}: ChartSources): Omit<StockChart, 'id'> | null {
  const here = forecast.lines.find((each) => each.locationCode === line.locationCode)
  const position = stock.lines.find(
    (each) => each.locationCode === line.locationCode && each.sku === line.sku,
  )
  const first = here?.weeks[0]
  if (here === undefined || first === undefined) return null
  const sold = here.lastWeeksUnits
  const inbound = (position?.inbound ?? []).map((each) => ({
    label: each.orderNumber,
    units: each.units,
    expectedOn: each.expectedOn ?? null,
    late: each.late,
  }))
  return {
    title: `Demand and stock of ${line.name} at ${line.locationCode}`,
    asOf: forecast.asOf,
    periodDays: 7,
    history: sold.map((units, index) => ({
      startsOn: addDays(first.startsOn, -7 * (sold.length - index)),
      units,
    })),
    forecast: here.weeks,
    stock:
      position === undefined
        ? []
        : projectedStock({
            asOf: forecast.asOf,
            units: position.availableUnits - position.backorderedUnits,
            periodDays: 7,
            demand: here.weeks,
            inbound,
          }),
    reorderPointUnits: line.reorderPointUnits ?? null,
    stockoutOn: position?.stockoutOn ?? null,
    inbound,
  }
}

async function demandAndStock(application: WebApplication, line: Explanation): Promise<Html> {
  const named = { item: line.sku, location: line.locationCode }
  const [forecast, stock] = await Promise.all([
    callPageTool(application, 'forecast_demand', { ...named, weeks: FORECAST_WEEKS }),
    callPageTool(application, 'get_stock_position', named),
  ])
  const chart = stockChartOf({ line, forecast, stock })
  if (chart === null)
    return emptyState(
      'No forecast',
      'There is not enough history to forecast this item here, and it has no analogue.',
    )
  const here = forecast.lines.find((each) => each.locationCode === line.locationCode)
  return html`${twoWidths((width, id) => stockChartSvg({ ...chart, id: `chart-${id}` }, width))}
    <p class="legend">
      <span class="key key-bar">sold</span><span class="key key-median">median forecast</span
      ><span class="key key-band">nine times in ten</span
      ><span class="key key-stock">projected stock</span
      ><span class="key key-inbound">inbound</span>
    </p>
    ${here === undefined ? '' : html`<p>${shown('display', here.display)}</p>`}
    ${stock.lines.map((each) => html`<p>${shown('display', each.display)}</p>`)}`
}

function supplierRow(
  offer: ToolResult<'compare_suppliers'>['lines'][number],
  currency: string,
): Html {
  return html`<tr class="${offer.best ? 'is-best' : ''}">
    <td data-label="Supplier">
      <a href="${supplierPath(offer.supplierCode)}">${shown('supplierName', offer.supplierName)}</a
      >${offer.best ? html` <span class="tag">best</span>` : ''}${offer.usable ? '' : html` <span class="tag is-off">not usable</span>`}
    </td>
    <td class="right" data-label="Legal quantity">${shown('units', offer.units)}</td>
    <td class="right" data-label="Landed cost">
      ${shown('landedCostMinor', offer.landedCostMinor, { currency })}
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

async function suppliers(application: WebApplication, line: Explanation): Promise<Html> {
  const [why, comparison] = await Promise.all([
    callPageTool(application, 'explain_recommendation', {
      recommendation: line.recommendation,
      question: 'supplier',
    }),
    callPageTool(application, 'compare_suppliers', { item: line.sku, location: line.locationCode }),
  ])
  if (comparison.lines.length === 0)
    return emptyState('No supplier', 'No supplier offers this item. Add one to plan it.')
  return html`<p>${shown('display', why.display)}</p>
    <div class="scroll wide" tabindex="0" aria-label="Suppliers compared">
      <table class="list">
        <thead>
          <tr>
            <th>Supplier</th>
            <th class="right">Legal quantity</th>
            <th class="right">Landed cost</th>
            <th class="right">Unreliability</th>
            <th class="right">Total</th>
            <th class="right">Lead time</th>
            <th class="right">On time in full</th>
          </tr>
        </thead>
        <tbody>
          ${comparison.lines.map((offer) => supplierRow(offer, comparison.currency))}
        </tbody>
      </table>
    </div>`
}

async function points(
  application: WebApplication,
  line: Explanation,
  question: 'why_not' | 'fragility' | 'change',
): Promise<Html> {
  const answer = await callPageTool(application, 'explain_recommendation', {
    recommendation: line.recommendation,
    question,
  })
  const said = answer.lines.map((each) => html`<li>${shown('display', each.display)}</li>`)
  return html`<p>${shown('display', answer.display)}</p>
    ${
      said.length === 0
        ? ''
        : html`<ul class="points">
            ${said}
          </ul>`
    }`
}

function card(title: string, content: Html | Promise<Html>, className = ''): Html {
  return html`<section class="card ${className}">
    <h2>${title}</h2>
    ${content}
  </section>`
}

/** One recommendation with everything that backs it; each part stands or fails alone. */
export async function recommendationContent(
  application: WebApplication,
  recommendation: string,
  csrf: string,
  report: (error: unknown) => void,
): Promise<{ title: string; content: Html }> {
  const line = await callPageTool(application, 'explain_recommendation', {
    recommendation,
    question: 'why',
  })
  const part = (content: Promise<Html>) => partOrNotice(content, report)
  const why = line.decision === 'order' ? null : part(points(application, line, 'why_not'))
  const [whyNot, demand, supplier, fragility, change] = await Promise.all([
    why,
    part(demandAndStock(application, line)),
    part(suppliers(application, line)),
    part(points(application, line, 'fragility')),
    part(points(application, line, 'change')),
  ])
  const content = html`${head(line, csrf)}
    ${whyNot === null ? '' : card('Why it is not on the list', whyNot)}
    ${card(line.decision === 'order' ? 'Why this many' : 'How the quantity comes about', whyQuantity(line))}
    ${card('Demand and stock', demand)} ${card('Why this supplier', supplier)}
    <div class="two">
      ${card('What would change the decision', fragility)}${card('Since the last plan', change)}
    </div>`
  return { title: line.name, content }
}
