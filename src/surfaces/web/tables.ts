import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** The head of a column; figures stand right. */
export function head(title: string, className: 'left' | 'right' = 'left'): Html {
  return className === 'left' ? html`<th>${title}</th>` : html`<th class="right">${title}</th>`
}

/** A table that scrolls in a wide window and becomes a card per row in a narrow one (cells carry `data-label`). */
export function listTable(label: string, heads: Html[], rows: Html[], foot: Html | '' = ''): Html {
  return html`<div class="scroll wide" tabindex="0" role="region" aria-label="${label}">
    <table class="list">
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      ${foot}
    </table>
  </div>`
}

export type Fact = { title: string; value: string; detail?: string }

/** Figures with their names over them. */
export function factList(facts: Fact[]): Html {
  const rows = facts.map(
    ({ title, value, detail = '' }) =>
      html`<div>
        <dt>${title}</dt>
        <dd>${value}${detail === '' ? '' : html`<span class="sub">${detail}</span>`}</dd>
      </div>`,
  )
  return html`<dl class="facts">${rows}</dl>`
}

export type Tab = { path: string; title: string; current: boolean }

/** Links between lists of one page. */
export function tabBar(label: string, tabs: Tab[]): Html {
  const links = tabs.map(({ path, title, current }) =>
    current
      ? html`<a href="${path}" aria-current="page">${title}</a>`
      : html`<a href="${path}">${title}</a>`,
  )
  return html`<nav class="tabs" aria-label="${label}">${links}</nav>`
}

/** A titled sheet of a page. */
export function card(title: string, content: Html): Html {
  return html`<section class="card">
    <h2>${title}</h2>
    ${content}
  </section>`
}
