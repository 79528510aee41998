import { html } from 'hono/html'
import { plainText } from '#render/text.ts'
import type { OwnAbsence } from '#operations/own-absence.ts'
import type { OwnAccount } from '#operations/sign-in.ts'
import type { SignedInPerson } from '#operations/web-session.ts'
import type { Html } from '../layout.ts'
import { csrfField, shown, words } from '../parts.ts'
import { card, factList, head, listTable } from '../tables.ts'
import { absenceCard } from './absence.ts'

const BEGUN = { link: 'a sign-in link', password: 'the password', openid: 'the sign-in provider' }

function passwordForm(account: OwnAccount, csrf: string): Html {
  const field = (name: string, title: string, autocomplete: string) =>
    html`<label
      >${title}<input
        name="${name}"
        type="password"
        autocomplete="${autocomplete}"
        maxlength="128"
        ${name === 'current' ? '' : 'required'}
    /></label>`
  const known = account.passwordSetAt !== null
  return html`<form method="post" action="/account/password" class="fields-form">
    ${csrfField(csrf)}
    ${
      known
        ? html`${field('current', 'The one you have now', 'current-password')}
            <p class="quiet">
              Leave it empty when a sign-in link let you in within the last hour.
            </p>`
        : ''
    }${field('next', 'New password', 'new-password')}${field('repeated', 'Once more', 'new-password')}
    <p class="quiet">
      12 to 128 characters; three or four words that do not belong together are long and easy to
      remember. Every other browser of yours is signed out.
    </p>
    <button type="submit" class="primary">
      ${known ? 'Change the password' : 'Set a password'}
    </button>
  </form>`
}

function sessionTable(sessions: OwnAccount['sessions']): Html {
  const rows = sessions.map(
    ({ begunBy, createdAt, lastSeenAt, here }) =>
      html`<tr>
        <td class="item" data-label="Signed in">
          ${shown('createdAt', createdAt)}${here ? html`<span class="sub">this browser</span>` : ''}
        </td>
        <td data-label="By">${BEGUN[begunBy]}</td>
        <td class="date" data-label="Last used">${shown('lastSeenAt', lastSeenAt)}</td>
      </tr>`,
  )
  return listTable('Sessions', [head('Signed in'), head('By'), head('Last used')], rows)
}

function linkTable(links: OwnAccount['links']): Html {
  if (links.length === 0) return html`<p class="quiet">Nobody has made one.</p>`
  const rows = links.map(
    ({ madeBy, createdAt, usedAt }) =>
      html`<tr>
        <td class="item" data-label="Made">${shown('createdAt', createdAt)}</td>
        <td data-label="By">
          ${madeBy === 'operator' ? 'the holder of the machine' : plainText(madeBy)}
        </td>
        <td class="date" data-label="Used">
          ${usedAt === null ? 'not used' : shown('usedAt', usedAt)}
        </td>
      </tr>`,
  )
  return html`<p class="quiet">
      Whoever has such a link can sign in as you. Tell an administrator when you did not ask for
      one.
    </p>
    ${listTable('Links', [head('Made'), head('By'), head('Used')], rows)}`
}

/** What a person may know and do about their own account; `said` stands above it. */
export function accountContent(page: {
  person: SignedInPerson
  account: OwnAccount
  absence: OwnAbsence
  csrf: string
  changeId: string
  said: Html | ''
}): Html {
  const { person, account, csrf } = page
  const { passwordSetAt } = account
  const facts = [
    { title: 'E-mail', value: plainText(person.email) },
    { title: 'Role', value: words(person.role) },
    {
      title: 'Password',
      value: passwordSetAt === null ? 'none yet' : 'set',
      detail: passwordSetAt === null ? '' : shown('passwordSetAt', passwordSetAt),
    },
    ...(account.knownToProvider === null
      ? []
      : [
          {
            title: 'Sign-in provider',
            value: account.knownToProvider ? 'knows you' : 'not used yet',
          },
        ]),
  ]
  return html`<div class="page-head">
      <div>
        <h1>${plainText(person.name)}</h1>
        <p class="lead">Your account; an administrator changes role and limit</p>
      </div>
      <form method="post" action="/account/sign-out">
        ${csrfField(csrf)}<button type="submit">Sign out</button>
      </form>
    </div>
    ${page.said} ${card('You', factList(facts))}
    <div class="two">
      <div>${card('Password', passwordForm(account, csrf))}${absenceCard(page)}</div>
      <div>
        ${card(
          'Where you are signed in',
          html`${sessionTable(account.sessions)}
            <form method="post" action="/account/sign-out-everywhere">
              ${csrfField(csrf)}<button type="submit">Sign out everywhere</button>
            </form>`,
        )}
        ${card('Sign-in links made for you', linkTable(account.links))}
      </div>
    </div>`
}
