import { html } from 'hono/html'
import type { OpenIdAnswer } from '#operations/sign-in-openid.ts'
import type { Html } from '../layout.ts'
import { notice } from '../parts.ts'

type Refusal = Exclude<OpenIdAnswer, { outcome: 'signed_in' }>

const texts = {
  stale: [
    'This sign-in was begun in another browser, is too old, or was used before.',
    'Begin again here; it takes one click.',
  ],
  stopped: [
    'The sign-in was stopped before it was finished.',
    'Begin again, or use a password or a sign-in link.',
  ],
  unverified: [
    'Your sign-in account comes without a verified e-mail, so nobody here can be known by it.',
    'Have the address verified there, or ask an administrator of the shop for a sign-in link.',
  ],
  unknown: [
    'Your sign-in account belongs to nobody who works here now.',
    'Ask an administrator of the shop: the e-mail of that account must be the one under which you stand on the People page. Nothing was made for you.',
  ],
} as const

function said(refusal: Refusal): readonly [string, string] {
  if (refusal.outcome === 'refused') return texts[refusal.why]
  if (refusal.outcome === 'too_many') {
    const { minutes } = refusal
    return [
      'Too many sign-ins failed here.',
      `Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or use a password or a sign-in link.`,
    ]
  }
  return [
    'The sign-in provider does not answer as it should.',
    'Try again in a minute, or use a password or a sign-in link. An administrator finds the reason with "quartermaster doctor".',
  ]
}

/** Where the button of the provider leads. */
function beginPath(next: string): string {
  return next === '/' ? '/sign-in/openid' : `/sign-in/openid?next=${encodeURIComponent(next)}`
}

/** Why nobody was let in, what to do, and the ways in. */
export function openIdRefusal(refusal: Refusal): Html {
  const next = refusal.outcome === 'too_many' ? '/' : refusal.next
  const [message, repair] = said(refusal)
  return html`<div class="sign-in">
    <h1>Sign in</h1>
    ${notice(refusal.outcome === 'trouble' ? 'error' : 'warning', message, repair)}
    <p>
      <a class="button" href="${beginPath(next)}">Begin again</a>
      <a class="button" href="/sign-in">Sign in with a password</a>
    </p>
  </div>`
}

/** The way in through the provider, above the form; nothing where the shop has none. */
export function openIdButton(label: string | null, next: string): Html | '' {
  if (label === null) return ''
  return html`<p><a class="button primary" href="${beginPath(next)}">Sign in at ${label}</a></p>
    <p class="quiet">Or with a password of your own here:</p>`
}
