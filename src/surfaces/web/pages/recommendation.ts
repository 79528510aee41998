import { html } from 'hono/html'
import { signedUnits, waterfallSvg } from '#render/waterfall.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { csrfField, notice, partOrNotice, shown, twoWidths, words } from '../parts.ts'
import { callPageTool, type Explanation } from '../results.ts'
import { card, factList } from '../tables.ts'
import type { Visit } from '../visit.ts'
import { demandAndStock } from './demand-chart.ts'
import { supplierChoice } from './supplier-choice.ts'

const VERDICTS: Record<string, string> = {
  enough: 'Enough for now',
  withheld: 'Withheld',
  not_planned: 'Not planned',
}

function verdict(line: Explanation): string {
  if (line.decision === 'order') return `Order ${shown('units', line.units)}`
  return Object.hasOwn(VERDICTS, line.decision)
    ? (VERDICTS[line.decision] ?? '')
    : words(line.decision)
}

function pageHead(line: Explanation, csrf: string): Html {
  const draft = html`<form method="post" action="/orders/draft">
    ${csrfField(csrf)}<input type="hidden" name="recommendation" value="${line.recommendation}" />
    <button class="primary" type="submit">Draft this order</button>
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
  </div>`
}

function verdictCard(line: Explanation): Html {
  const { currency } = line
  const spread =
    line.leadTimeSdDays === undefined ? '' : `± ${shown('leadTimeSdDays', line.leadTimeSdDays)}`
  const facts = [
    { title: 'Landed cost', value: shown('landedCostMinor', line.landedCostMinor, { currency }) },
    { title: 'Order by', value: shown('orderByOn', line.orderByOn) },
    { title: 'Supplier', value: shown('supplierCode', line.supplierCode) },
    { title: 'Lead time', value: shown('leadTimeDays', line.leadTimeDays), detail: spread },
    { title: 'Position', value: shown('inventoryPositionUnits', line.inventoryPositionUnits) },
    { title: 'Reorder point', value: shown('reorderPointUnits', line.reorderPointUnits) },
    { title: 'Order up to', value: shown('orderUpToUnits', line.orderUpToUnits) },
    { title: 'Service level', value: shown('cycleServiceLevel', line.cycleServiceLevel) },
  ]
  const known = facts.filter((fact) => fact.value !== '–')
  return html`<section
      class="verdict ${line.decision === 'order' || Object.hasOwn(VERDICTS, line.decision) ? `is-${line.decision}` : ''}"
    >
      <p class="verdict-figure">${verdict(line)}</p>
      <p class="verdict-text">${shown('display', line.display)}</p>
      ${factList(known)}
    </section>
    ${line.warnings.map((text) => notice('warning', text))}`
}

/** Steps with units become the waterfall, each said in words below it; without any, only the words. */
function quantitySteps(line: Explanation): Html {
  const steps = line.lines.flatMap(({ label, units }) =>
    units === undefined ? [] : [{ label, units }],
  )
  if (steps.length === 0) return saidLines(line)
  const waterfall = {
    title: `How ${shown('units', line.units)} units of ${line.name} come about`,
    totalLabel: line.decision === 'order' ? 'Order' : 'To order',
    steps,
  }
  const rows = line.lines.map(
    (step) =>
      html`<tr>
        <td class="right">${step.units === undefined ? '' : signedUnits(step.units)}</td>
        <td>${shown('display', step.display)}</td>
      </tr>`,
  )
  const replayed = line.replayedSame
    ? 'Replayed from its stored inputs: the same to the byte'
    : 'Replaying the stored inputs gave another result: the engine has changed since'
  return html`${twoWidths((width, id) => waterfallSvg({ ...waterfall, id: `fall-${id}` }, width))}
    <details>
      <summary>Each step in words</summary>
      <table>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </details>
    <p class="provenance">${replayed} · ${shown('source', line.source)}</p>`
}

function saidLines(answer: Explanation): Html {
  const said = answer.lines.map((each) => html`<li>${shown('display', each.display)}</li>`)
  return said.length === 0
    ? html``
    : html`<ul class="points">
        ${said}
      </ul>`
}

async function answered(
  application: WebApplication,
  recommendation: string,
  question: 'why_not' | 'fragility' | 'change',
): Promise<Html> {
  const answer = await callPageTool(application, 'explain_recommendation', {
    recommendation,
    question,
  })
  return html`<p>${shown('display', answer.display)}</p>
    ${saidLines(answer)}`
}

/** One recommendation with everything that backs it; each part stands or fails alone. */
export async function recommendationContent(
  { application, report }: Visit,
  recommendation: string,
  csrf: string,
): Promise<{ title: string; content: Html }> {
  const line = await callPageTool(application, 'explain_recommendation', {
    recommendation,
    question: 'why',
  })
  const part = (content: Promise<Html>) => partOrNotice(content, report)
  const isDue = line.decision === 'order'
  const [whyNot, demand, suppliers, fragility, change] = await Promise.all([
    isDue ? null : part(answered(application, recommendation, 'why_not')),
    part(demandAndStock(application, line)),
    part(supplierChoice(application, line)),
    part(answered(application, recommendation, 'fragility')),
    part(answered(application, recommendation, 'change')),
  ])
  const content = html`${pageHead(line, csrf)}${verdictCard(line)}
    ${whyNot === null ? '' : card('Why it is not on the list', whyNot)}
    <div class="two">
      <div>
        ${card(isDue ? 'Why this many' : 'How the quantity comes about', quantitySteps(line))}
        ${card('What would change the decision', fragility)}${card('Since the last plan', change)}
      </div>
      ${card('Demand and stock', demand)}
    </div>
    ${card('Why this supplier', suppliers)}`
  return { title: line.name, content }
}
