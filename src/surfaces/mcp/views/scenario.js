// The comparison of responses to a disruption: days out of stock, lost margin and cost of each, and the items it hits.
import { ask, callTool, mayCallTools } from './bridge.js'
import { count, counted, day, money } from './figures.js'
import {
  badge,
  button,
  dayCell,
  fill,
  named,
  part,
  place,
  startView,
  table,
  tellSource,
  usedColumns,
} from './parts.js'

const words = {
  best: 'Best for each item',
  accept: 'Accept it',
  switch: 'Switch supplier',
  split: 'Split orders',
  expedite: 'Expedite',
  transfer: 'Transfer stock',
}
const kinds = {
  supplier_down: 'Supplier down',
  capacity_cut: 'Supplier makes less',
  lead_time_delay: 'Longer lead times',
  demand_change: 'Demand changes',
  tariff: 'Tariff',
  location_lost: 'Location lost',
}

let asked = {}

const nameOf = (response) => words[response] ?? response

function titleOf({ kind, supplier, location, item, category, days, percent }) {
  const where = supplier ?? location ?? item ?? category ?? ''
  const span = days === undefined ? '' : counted(days, 'day')
  const size = percent === undefined ? '' : `${count(percent)} %`
  return [`What if: ${kinds[kind] ?? 'a disruption'}`, where, size, span]
    .filter((each) => each !== '')
    .join(' · ')
}

/** What a response loses and costs as two lengths of one line; the figures stand beside it. */
function bars({ lostMarginMinor, addedCostMinor }, longest) {
  const length = (kind, minor) => {
    const bar = part('span', { class: `bar is-${kind}` })
    bar.style.width = `${longest > 0 ? (Math.max(0, minor) / longest) * 100 : 0}%`
    return bar
  }
  return part(
    'span',
    { class: 'bars', 'aria-hidden': 'true' },
    length('lost', lostMarginMinor),
    length('cost', addedCostMinor),
  )
}

function legend(longest) {
  if (!Number.isFinite(longest)) return 'Responses compared'
  const swatch = (kind) => part('span', { class: `swatch is-${kind}` })
  return ['Responses compared:', swatch('lost'), 'lost margin', swatch('cost'), 'added cost']
}

function responseTable({ responses, currency }) {
  const longest = Math.max(
    ...responses.map((each) => each.lostMarginMinor + Math.max(0, each.addedCostMinor)),
  )
  const amount = (field) => (each) => money(each[field], currency)
  const amounts = [
    ['Lost margin', amount('lostMarginMinor')],
    ['Added cost', amount('addedCostMinor')],
    ['Together', amount('totalMinor')],
  ]
  const columns = [
    {
      head: 'Response',
      cell: (each) =>
        part(
          'span',
          { class: 'stack' },
          part(
            'span',
            { class: 'name' },
            nameOf(each.response),
            ' ',
            each.best ? badge('best', 'good') : null,
          ),
          Number.isFinite(longest) ? bars(each, longest) : null,
        ),
    },
    { head: 'Items', right: true, cell: ({ lineCount }) => count(lineCount) },
    { head: 'Days out', right: true, cell: ({ stockoutDays }) => count(stockoutDays) },
    ...amounts.map(([head, cell]) => ({ head, right: true, cell, uses: cell })),
  ]
  return table(legend(longest), usedColumns(columns, responses), responses)
}

function itemTable({ lines, currency }) {
  const from = (line) => day(line.firstStockoutOn)
  const lost = (line) => money(line.lostMarginMinor, currency)
  const columns = [
    {
      head: 'Item',
      cell: ({ sku, name, locationCode }) => named(name, `${sku} · ${locationCode}`),
    },
    { head: 'Days out', right: true, cell: ({ stockoutDays }) => count(stockoutDays) },
    { head: 'From about', cell: ({ firstStockoutOn }) => dayCell(firstStockoutOn), uses: from },
    { head: 'Lost margin', right: true, cell: lost, uses: lost },
    {
      head: 'Best response',
      cell: ({ response, display }) => named(nameOf(response), reasonOf(display)),
    },
  ]
  return table('Items it hits, if nothing is done', usedColumns(columns, lines), lines)
}

/** The sentences after the first: why this response is the best. */
function reasonOf(display) {
  const at = display.lastIndexOf('; best: ')
  const dot = at === -1 ? -1 : display.indexOf('. ', at)
  return dot === -1 ? '' : display.slice(dot + 2)
}

function numberField(name, label, { min, max }) {
  const field = part('input', { type: 'number', min, max, step: '1' })
  field.value = asked[name]
  const again = (event) => {
    if (event.key === 'Enter') place('simulate').click()
  }
  field.addEventListener('keydown', again)
  return { name, field, row: part('label', {}, part('span', {}, label), field) }
}

/** The same disruption, longer or larger: the fields that the question had. */
function showAgain() {
  const fields = [
    asked.days === undefined ? null : numberField('days', 'Days', { min: 1, max: 180 }),
    asked.percent === undefined
      ? null
      : numberField('percent', 'Percent', { min: -100, max: 1000 }),
  ].filter((each) => each !== null)
  if (fields.length === 0 || !mayCallTools()) return fill('again')
  const simulate = button('Simulate again', () => simulateAgain(fields), { id: 'simulate' })
  return fill(
    'again',
    fields.map(({ row }) => row),
    simulate,
  )
}

async function simulateAgain(fields) {
  const wrong = fields.find(({ field }) => !field.checkValidity() || field.value === '')
  if (wrong !== undefined) {
    const { min, max } = wrong.field
    wrong.field.focus()
    throw new Error(`Give a whole number from ${min} to ${max}.`)
  }
  const given = Object.fromEntries(fields.map(({ name, field }) => [name, Number(field.value)]))
  const input = { ...asked, ...given }
  showResult(await callTool('simulate_disruption', input), input)
  place('simulate').focus()
  return 'Simulated again.'
}

function showResult(found, input) {
  asked = input
  place('title').textContent = titleOf(input)
  fill('lead', found.totals.display)
  tellSource(found)
  fill('responses', found.responses.length === 0 ? null : responseTable(found))
  fill('items', found.lines.length === 0 ? null : itemTable(found))
  fill('more', found.moreCount > 0 ? `${counted(found.moreCount, 'item')} more.` : null)
  showAgain()
  fill(
    'actions',
    found.totals.affectedCount === 0
      ? null
      : button('Ask for drafts of the best responses', () =>
          ask('Draft orders for the best responses to this what-if'),
        ),
  )
}

startView({ name: 'scenario', show: showResult })
