import { html } from 'hono/html'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { csrfField, notice } from '../parts.ts'

/** How to get in. */
export function signInContent({ next }: { next: string }): Html {
  return html`<div class="sign-in">
    <h1>Sign in</h1>
    <p class="lead">Open the sign-in link that you were given.</p>
    <p class="quiet">
      Whoever runs Quartermaster makes one with
      <code>quartermaster sign-in-link &lt;person&gt;</code>; an administrator makes one on the
      People page. A link works once.
    </p>
    <p><a class="button" href="${next}">I have signed in</a></p>
  </div>`
}

/** What a link does, and the button that does it: a preview of the link opens this page and uses nothing up. */
export function linkContent(link: { name: string; token: string; csrf: string }): Html {
  return html`<div class="sign-in">
    <h1>Sign in as ${plainText(link.name)}</h1>
    <p class="lead">This link signs you in at this browser, once.</p>
    <form method="post" action="/sign-in/link">
      ${csrfField(link.csrf)}<input type="hidden" name="token" value="${plainText(link.token)}" />
      <button type="submit" class="primary">Sign in</button>
    </form>
  </div>`
}

/** A link that signs nobody in. */
export function uselessLink(): Html {
  return html`<div class="sign-in">
    <h1>Sign in</h1>
    ${notice(
      'warning',
      'This sign-in link was used before, is too old, or belongs to nobody.',
      'A link works once, for 15 minutes. Ask an administrator for a new one.',
    )}
  </div>`
}

/** Between a link in somebody's mail and the page it names. */
export function hopContent(path: string): Html {
  return html`<div class="sign-in">
    <p>Opening the page. <a href="${path}">Open it now</a></p>
  </div>`
}
