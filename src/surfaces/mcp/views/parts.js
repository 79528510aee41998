// The pieces that the views are made of. Text of others becomes text nodes only: nothing here reads markup.
import { connect, textOf } from './bridge.js'
import { day } from './figures.js'

/** An element with attributes and children; strings among the children are text, null and '' are left out. */
export function part(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(name, value)
  }
  made.append(...children.flat().filter((child) => child !== null && child !== ''))
  return made
}

/** A place of the page by its id. */
export const place = (id) => document.getElementById(id)

/** Fills a place of the page, and hides it when there is nothing to put there. */
export function fill(id, ...children) {
  const shown = children.flat().filter((child) => child !== null && child !== '')
  place(id).replaceChildren(...shown)
  place(id).hidden = shown.length === 0
}

/** Says in one sentence what happened, to eyes and to screen readers. */
export function tell(text, isFailure = false) {
  place('status').textContent = text
  place('status').classList.toggle('is-failure', isFailure)
}

/** A button; while `act` works it can not be pressed again, and what goes wrong is told. */
export function button(label, act, attributes = {}) {
  const made = part('button', { type: 'button', ...attributes }, label)
  made.addEventListener('click', () => work(made, act))
  return made
}

async function work(pressed, act) {
  if (pressed.getAttribute('aria-disabled') === 'true') return
  // Not "disabled", which would take the focus away from whoever pressed it.
  pressed.setAttribute('aria-disabled', 'true')
  place('view').setAttribute('aria-busy', 'true')
  tell('Working on it…')
  try {
    tell((await act()) ?? '')
  } catch (error) {
    tell(error.message, true)
  }
  pressed.removeAttribute('aria-disabled')
  place('view').removeAttribute('aria-busy')
}

/** A word in a coloured field: tone is one of bad, warn, good, calm. */
export const badge = (text, tone) => part('span', { class: `badge is-${tone}` }, text)

/** Names and values that belong together; pairs without a value are left out. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== '' && value !== null)
  const list = known.map(([name, value]) =>
    part('div', {}, part('dt', {}, name), part('dd', {}, value)),
  )
  return part('dl', { class: 'facts' }, list)
}

/** A list of sentences, or null when there are none. */
export function sentences(texts = [], attributes = {}) {
  if (texts.length === 0) return null
  return part(
    'ul',
    attributes,
    texts.map((text) => part('li', {}, text)),
  )
}

/**
 * A table that turns into a card for each row where it is narrow. Columns: `head`, `cell(row)`, `right` for figures,
 * `quiet` for a head that only a screen reader needs. Without a caption the title of the page is its name.
 * Roles are spelt out, because a table that is laid out otherwise is no table to a screen reader any more.
 */
export function table(caption, columns, rows) {
  const heads = columns.map(({ head, right, quiet }) =>
    part(
      'th',
      { scope: 'col', role: 'columnheader', class: right ? 'right' : null },
      part('span', { class: quiet ? 'hidden' : null }, head),
    ),
  )
  return part(
    'table',
    { role: 'table', 'aria-labelledby': caption === null ? 'title' : null },
    caption === null ? null : part('caption', {}, caption),
    part('thead', { role: 'rowgroup' }, part('tr', { role: 'row' }, heads)),
    part(
      'tbody',
      { role: 'rowgroup' },
      rows.map((row) => tableRow(columns, row)),
    ),
  )
}

/** One row of such a table. */
export function tableRow(columns, row) {
  const cells = columns.map(({ head, cell, right, quiet }) => {
    const kind = quiet ? 'quiet' : right ? 'right' : null
    return part('td', { role: 'cell', 'data-label': head, class: kind }, cell(row))
  })
  return part('tr', { role: 'row' }, cells)
}

/** The columns that have something to say in at least one row. */
export function usedColumns(columns, rows) {
  return columns.filter(({ uses }) => uses === undefined || rows.some((row) => uses(row) !== ''))
}

/** A name and what stands small beneath it, if anything does. */
export const named = (name, below) =>
  part(
    'span',
    {},
    part('span', { class: 'name' }, name),
    below === '' ? null : part('span', { class: 'sub' }, below),
  )

/** A calendar day that is not broken over two lines; nothing where there is none. */
export const dayCell = (iso) => (day(iso) === '' ? '' : part('span', { class: 'day' }, day(iso)))

/** Says where the figures come from, of which day they are, and to whom costs are shown if not to this person. */
export function tellSource({ source, asOf, costsHidden }) {
  const hidden = costsHidden === undefined ? [] : [costsHidden]
  fill('provenance', [source, `as of ${day(asOf)}`, ...hidden].join(' · '))
}

/** Shows a view and hands its `show(content, input)` what the tool answered; errors are shown as text. */
export function startView({ name, show }) {
  let input = {}
  const result = (answered) => {
    place('view').removeAttribute('aria-busy')
    if (answered.isError || answered.structuredContent === undefined) {
      fill('lead', textOf(answered))
      return
    }
    tellSource(answered.structuredContent)
    show(answered.structuredContent, input)
  }
  connect({
    name,
    result,
    input: (given) => {
      input = given
    },
    cancelled: () => {
      place('view').removeAttribute('aria-busy')
      fill('lead', 'The call was cancelled.')
    },
  }).catch((error) => tell(error.message, true))
}
