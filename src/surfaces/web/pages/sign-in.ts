import { html } from 'hono/html'
import { plainText } from '#render/text.ts'
import type { PasswordAnswer } from '#operations/sign-in-password.ts'
import { outsidePage, type Html } from '../layout.ts'
import { csrfField, notice } from '../parts.ts'
import { openIdButton } from './openid.ts'

type Refused = Exclude<PasswordAnswer, { outcome: 'signed_in' }>

function refusedNotice(refused: Refused): Html {
  if (refused.outcome === 'too_many') {
    return notice(
      'error',
      'Too many attempts failed here.',
      `Wait ${refused.minutes} ${refused.minutes === 1 ? 'minute' : 'minutes'}, or use a sign-in link.`,
    )
  }
  return notice(
    'error',
    'That e-mail and password do not let anybody in now.',
    'After five wrong attempts an account rests, a minute at first, then longer. A sign-in link from an administrator works at once.',
  )
}

/** How to get in: at the provider where there is one (its label), by e-mail and password, or by a link. */
export function signInContent(page: {
  next: string
  csrf: string
  provider: string | null
  refused: Refused | null
}): Html {
  return html`<div class="sign-in">
    <h1>Sign in</h1>
    ${page.refused === null ? '' : refusedNotice(page.refused)}
    ${openIdButton(page.provider, page.next)}
    <form method="post" action="/sign-in" class="fields-form">
      ${csrfField(page.csrf)}<input type="hidden" name="next" value="${page.next}" />
      <label
        >E-mail<input name="email" type="email" autocomplete="username" required maxlength="320"
      /></label>
      <label
        >Password<input
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="128"
      /></label>
      <button type="submit" class="primary">Sign in</button>
    </form>
    <p class="quiet">
      No password yet, or forgotten? An administrator makes a sign-in link on the People page, and
      so does <code>quartermaster sign-in-link &lt;person&gt;</code> on the machine. A link works
      once, for 15 minutes.
    </p>
  </div>`
}

/** What a link does, and the button that does it: a preview of the link opens this page and uses nothing up. */
export function linkContent(link: { name: string; token: string; csrf: string }): Html {
  return html`<div class="sign-in">
    <h1>Sign in as ${plainText(link.name)}</h1>
    <p class="lead">This link signs you in at this browser, once.</p>
    <form method="post" action="/sign-in/link" class="fields-form">
      ${csrfField(link.csrf)}<input type="hidden" name="token" value="${plainText(link.token)}" />
      <button type="submit" class="primary">Sign in</button>
    </form>
    <p class="quiet">Not you? Close this page; the link then does nothing.</p>
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
    <p><a class="button" href="/sign-in">Sign in with a password</a></p>
  </div>`
}

/** Between a page of another site and ours: opens the path again, so that the browser brings its strict cookie. */
export function hopPage(path: string): Html {
  const again = html`<meta http-equiv="refresh" content="0; url=${path}" />`
  const content = html`<div class="sign-in">
    <p>Opening the page. <a href="${path}">Open it now</a></p>
  </div>`
  return outsidePage('One moment', content, again)
}
