// The buy list: what is due, what is withheld and why, what is too much. Lines can be explained and drafted.
import { ask, callTool, mayCallTools, tellModel } from './bridge.js'
import { count, counted, day, money } from './figures.js'
import {
  badge,
  button,
  dayCell,
  fill,
  named,
  part,
  place,
  sentences,
  startView,
  table,
  tableRow,
  tellSource,
  usedColumns,
} from './parts.js'

const titles = { due: 'Buy list', withheld: 'Withheld lines', overstock: 'Overstock' }
const urgencies = {
  overdue: ['Overdue', 'bad'],
  now: ['Now', 'warn'],
  this_week: ['This week', 'calm'],
}
const questions = {
  why: 'Why this many',
  supplier: 'Why this supplier',
  fragility: 'What flips it',
}

let asked = {}
let shown = 'due'
let lines = []
const selected = new Set()

const mayDraft = () => mayCallTools() && shown === 'due' && asked.budget === undefined

const item = ({ sku, name, locationCode }) => named(name, `${sku} · ${locationCode}`)

function unitsCell({ units, neededUnits, plannedUnits }) {
  const cut = plannedUnits === undefined ? '' : `cut from ${count(plannedUnits)}`
  const need = neededUnits === units ? '' : `needs ${count(neededUnits)}`
  return named(count(units), cut || need)
}

function supplierOf({ split, supplierCode = '' }) {
  if (split === undefined) return supplierCode
  return split.map((each) => `${each.supplierCode} ${count(each.units)}`).join(', ')
}

function orderBy({ urgency, orderByOn, orderOn }) {
  const [word, tone] = urgencies[urgency] ?? []
  return part(
    'span',
    { class: 'stack' },
    word === undefined ? '' : badge(word, tone),
    dayCell(orderByOn),
    orderOn === undefined ? '' : part('span', { class: 'sub' }, `order on ${day(orderOn)}`),
  )
}

function selectBox({ recommendation, sku, locationCode }) {
  const box = part('input', { type: 'checkbox', 'aria-label': `Select ${sku} at ${locationCode}` })
  box.checked = selected.has(recommendation)
  box.addEventListener('change', () => {
    if (box.checked) selected.add(recommendation)
    else selected.delete(recommendation)
    showActions()
  })
  return box
}

function selectAll() {
  for (const { recommendation } of lines) selected.add(recommendation)
  for (const box of place('lines').querySelectorAll('input')) box.checked = true
  showActions()
}

function columns(currency) {
  const worth = (field) => (line) => money(line[field], currency)
  if (shown === 'withheld') {
    return [
      { head: 'Item', cell: item },
      { head: 'What mends it', cell: ({ repair, display }) => named(repair ?? '', display) },
      { head: 'Waits for it', right: true, cell: worth('worthMinor'), uses: worth('worthMinor') },
    ]
  }
  if (shown === 'overstock') {
    return [
      { head: 'Item', cell: item },
      { head: 'Too much', right: true, cell: (line) => count(line.excessUnits) },
      { head: 'At cost', right: true, cell: worth('excessMinor'), uses: worth('excessMinor') },
    ]
  }
  const landed = worth('landedCostMinor')
  const out = (line) => day(line.stockoutOn)
  return [
    ...(mayDraft() ? [{ head: 'Select', quiet: true, cell: selectBox }] : []),
    { head: 'Item', cell: item },
    { head: 'Units', right: true, cell: unitsCell },
    { head: 'Supplier', cell: supplierOf },
    { head: 'Landed cost', right: true, cell: landed, uses: landed },
    { head: 'Order by', cell: orderBy },
    { head: 'Runs out', cell: ({ stockoutOn }) => dayCell(stockoutOn), uses: out },
    { head: 'Why', quiet: true, cell: whyButton },
  ]
}

function whyButton({ recommendation, sku }) {
  const label = `Why ${sku}`
  if (!mayCallTools()) {
    return button('Ask why', () => ask(`Why ${recommendation}?`), { 'aria-label': `Ask: ${label}` })
  }
  const pressed = button('Why', () => toggleWhy(pressed, recommendation, 'why'), {
    'aria-label': label,
    'aria-expanded': 'false',
  })
  return pressed
}

async function toggleWhy(pressed, recommendation, question) {
  const row = pressed.closest('tr')
  if (pressed.getAttribute('aria-expanded') === 'true') {
    row.nextElementSibling.remove()
    pressed.setAttribute('aria-expanded', 'false')
    return
  }
  const answer = part('td', { role: 'cell', colspan: row.children.length, tabindex: '-1' })
  await explain(answer, recommendation, question)
  row.after(part('tr', { role: 'row', class: 'why' }, answer))
  pressed.setAttribute('aria-expanded', 'true')
  answer.focus()
}

async function explain(answer, recommendation, question) {
  const told = await callTool('explain_recommendation', { recommendation, question })
  const others = Object.entries(questions)
    .filter(([each]) => each !== question)
    .map(([each, label]) =>
      button(label, () => explain(answer, recommendation, each).then(() => answer.focus())),
    )
  answer.replaceChildren(
    part('h2', {}, questions[question]),
    part('p', {}, told.display),
    sentences(
      told.lines.map((line) => line.display),
      { class: 'steps' },
    ) ?? '',
    sentences(told.warnings, { class: 'warnings' }) ?? '',
    part('p', { class: 'actions' }, others),
  )
}

/** The arguments of another page or another list, in the scope that was asked for. */
function argumentsFor(show, offset) {
  const { show: _, offset: __, budget, ...scope } = asked
  return {
    ...scope,
    ...(show === 'due' && budget !== undefined && { budget }),
    ...(show !== 'due' && { show }),
    ...(offset > 0 && { offset }),
  }
}

async function turnTo(show) {
  const list = await callTool('recommend_reorders', argumentsFor(show, 0))
  shown = show
  showList(list, 0)
}

async function showMore(columnsNow, from) {
  const list = await callTool('recommend_reorders', argumentsFor(shown, from + lines.length))
  lines = [...lines, ...list.lines]
  const rows = list.lines.map((line) => tableRow(columnsNow, line))
  place('lines')
    .querySelector('tbody')
    .append(...rows)
  showMoreButton(columnsNow, from, list.moreCount)
  rows[0]?.querySelector('button, input')?.focus()
  return `${counted(list.lines.length, 'line')} more.`
}

function showMoreButton(columnsNow, from, moreCount) {
  if (moreCount === 0) fill('more')
  else if (!mayCallTools()) fill('more', `${counted(moreCount, 'line')} more.`)
  else {
    fill(
      'more',
      button(`Show more (${count(moreCount)} left)`, () => showMore(columnsNow, from)),
    )
  }
}

function showTabs({ withheldCount }) {
  const labels = { ...titles, withheld: `Withheld (${count(withheldCount)})`, due: 'Due' }
  const tabs = Object.entries(labels).map(([show, label]) =>
    button(label, () => turnTo(show), { 'aria-pressed': String(show === shown), class: 'tab' }),
  )
  fill('tabs', mayCallTools() ? tabs : [])
}

async function draft() {
  const drafted = await callTool('draft_purchase_order', { recommendations: [...selected] })
  selected.clear()
  for (const box of place('lines').querySelectorAll('input')) box.checked = false
  showActions()
  fill(
    'drafted',
    part('h2', { tabindex: '-1' }, 'Drafts'),
    part('p', {}, drafted.display),
    drafted.orders.map((order) =>
      part(
        'p',
        { class: 'actions' },
        part('span', {}, order.display),
        button('Open in the chat', () => ask(`Show ${order.order}`), {
          'aria-label': `Open ${order.order} in the chat`,
        }),
      ),
    ),
    sentences([...drafted.warnings, ...drafted.orders.flatMap((order) => order.warnings)], {
      class: 'warnings',
    }),
  )
  place('drafted').querySelector('h2').focus()
  tellModel(drafted.display)
  return drafted.display
}

function showActions() {
  if (shown !== 'due' || lines.length === 0) return fill('actions')
  if (!mayDraft()) {
    const text = asked.budget === undefined ? 'Draft these lines' : 'Draft what this budget buys'
    return fill(
      'actions',
      button('Ask for drafts', () => ask(text)),
    )
  }
  const hint = 'Select lines to draft orders for them. A draft commits to nothing: people approve.'
  const chosen = counted(selected.size, 'line')
  return fill(
    'actions',
    selected.size === 0 ? null : button(`Draft orders for ${chosen}`, draft, { class: 'primary' }),
    selected.size === lines.length ? null : button(`Select all ${count(lines.length)}`, selectAll),
    selected.size === 0 ? part('span', { class: 'sub' }, hint) : null,
  )
}

function showList(list, from) {
  lines = list.lines
  selected.clear()
  place('title').textContent = titles[shown]
  fill('lead', list.totals.display)
  tellSource(list)
  const columnsNow = usedColumns(columns(list.currency), lines)
  fill('lines', lines.length === 0 ? 'There is no such line.' : table(null, columnsNow, lines))
  fill(
    'left-out',
    list.leftOut === undefined
      ? null
      : part('details', {}, part('summary', {}, 'Left out by the budget'), sentences(list.leftOut)),
  )
  fill('drafted')
  showTabs(list.totals)
  showMoreButton(columnsNow, from, list.moreCount)
  showActions()
}

startView({
  name: 'buy-list',
  show(list, input) {
    asked = input
    shown = input.show ?? 'due'
    showList(list, input.offset ?? 0)
  },
})
