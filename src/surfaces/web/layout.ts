import { html } from 'hono/html'
import { plainValue } from '#render/value.ts'
import { plainText } from '#render/text.ts'
import type { ShopSummary } from './application.ts'

export type Html = ReturnType<typeof html>

export type Section =
  | 'assistant'
  | 'list'
  | 'orders'
  | 'exceptions'
  | 'suppliers'
  | 'backtest'
  | null

/** What the frame around every page needs. */
export type Frame = { shop: ShopSummary; section: Section; title: string; csrf: string }

const SECTIONS: { section: Section; path: string; title: string }[] = [
  { section: 'assistant', path: '/', title: 'Assistant' },
  { section: 'list', path: '/list', title: 'Buy list' },
  { section: 'orders', path: '/orders', title: 'Orders' },
  { section: 'exceptions', path: '/exceptions', title: 'Exceptions' },
  { section: 'suppliers', path: '/suppliers', title: 'Suppliers' },
  { section: 'backtest', path: '/backtest', title: 'Backtest' },
]

function topBar(frame: Frame): Html {
  const links = SECTIONS.map(({ section, path, title }) =>
    section === frame.section
      ? html`<a href="${path}" aria-current="page">${title}</a>`
      : html`<a href="${path}">${title}</a>`,
  )
  const { shop } = frame
  return html`<header class="top">
    <a class="brand" href="/"
      ><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <path class="brand-box" d="M12 2 3 6.5v11L12 22l9-4.5v-11z" />
        <path class="brand-tick" d="m7.5 11.8 3.2 3.2 6-6.4" /></svg
      ><span>Quartermaster</span></a
    >
    <nav aria-label="Pages">${links}</nav>
    <p class="shop">
      <strong>${plainText(shop.name)}</strong
      >${shop.isDemo ? html` <span class="tag">demo</span>` : ''}<span class="shop-day"
        >as of ${plainValue('asOf', shop.asOf, {})}</span
      >
    </p>
  </header>`
}

/** A whole page around its content. */
export function page(frame: Frame, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="csrf" content="${frame.csrf}" />
        <title>${plainText(frame.title)} · Quartermaster</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/style.css" />
        <script src="/assets/console.js" type="module"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        ${topBar(frame)}
        <main id="main" class="on-${frame.section ?? 'plain'}">${content}</main>
      </body>
    </html>`
}
