import { html } from 'hono/html'
import { plainValue } from '#render/value.ts'
import { plainText } from '#render/text.ts'
import type { SignedInPerson } from '#operations/web-session.ts'
import type { ShopSummary } from './application.ts'
import { sectionsOf, type SectionName } from './sections.ts'

export type Html = ReturnType<typeof html>

export type Section = SectionName | null

/** What the frame around every page needs. */
export type Frame = {
  shop: ShopSummary
  person: SignedInPerson
  section: Section
  title: string
  csrf: string
}

const brand = html`<a class="brand" href="/"
  ><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
    <path class="brand-box" d="M12 2 3 6.5v11L12 22l9-4.5v-11z" />
    <path class="brand-tick" d="m7.5 11.8 3.2 3.2 6-6.4" /></svg
  ><span>Quartermaster</span></a
>`

function topBar(frame: Frame): Html {
  const own = sectionsOf(frame.person.role, frame.section)
  const links = own.map(({ section, path, title }) =>
    section === frame.section
      ? html`<a href="${path}" aria-current="page">${title}</a>`
      : html`<a href="${path}">${title}</a>`,
  )
  const { shop, person } = frame
  return html`<header class="top">
    ${brand}
    <nav aria-label="Pages">${links}</nav>
    <p class="shop">
      <strong>${plainText(shop.name)}</strong
      >${shop.isDemo ? html` <span class="tag">demo</span>` : ''}<span class="shop-day"
        >as of ${plainValue('asOf', shop.asOf, {})}</span
      ><a class="who" href="/account" title="Your account: ${person.role}"
        >${plainText(person.name)}</a
      >
    </p>
  </header>`
}

function documentHead(title: string, extra: Html | ''): Html {
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    ${extra}
    <title>${plainText(title)} · Quartermaster</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/assets/style.css" />`
}

/** A page for somebody who is not signed in: it says nothing of the shop. `extra` goes into its head. */
export function outsidePage(title: string, content: Html, extra: Html | '' = ''): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        ${documentHead(title, extra)}
      </head>
      <body>
        <header class="top">${brand}</header>
        <main id="main" class="on-plain">${content}</main>
      </body>
    </html>`
}

/** A whole page around its content. */
export function page(frame: Frame, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        ${documentHead(frame.title, html`<meta name="csrf" content="${frame.csrf}" />`)}
        <script src="/assets/console.js" type="module"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        ${topBar(frame)}
        <main id="main" class="on-${frame.section ?? 'plain'}">${content}</main>
      </body>
    </html>`
}
