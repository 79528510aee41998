import { html } from 'hono/html'
import type { ShopPeople, ShopPerson } from '#operations/people.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { csrfField, notice, shown, words } from '../parts.ts'
import { card, factList } from '../tables.ts'
import { delegateFields } from './absence.ts'
import { limitText, personPath } from './people.ts'

const ROLES = ['buyer', 'approver', 'warehouse', 'payables', 'administrator']

type PersonPage = {
  person: ShopPerson
  shop: ShopPeople
  csrf: string
  /** Names this form: sent twice it has one effect. */
  changeId: string
  said: Html | ''
}

/** One change of a person as a form: what was seen, what is wanted, and why. */
function changeForm(page: PersonPage, change: { action: string; button: string }, fields: Html) {
  return html`<form
    method="post"
    action="${personPath(page.person.id)}/${change.action}"
    class="fields-form"
  >
    ${csrfField(page.csrf)}<input type="hidden" name="changeId" value="${page.changeId}" />
    ${fields}<label
      >Why<input name="reason" required minlength="3" maxlength="500" autocomplete="off"
    /></label>
    <button type="submit">${change.button}</button>
  </form>`
}

const hidden = (name: string, value: string) =>
  html`<input type="hidden" name="${name}" value="${value}" />`

function roleForm(page: PersonPage): Html {
  const { role } = page.person
  const options = ROLES.map((each) =>
    each === role
      ? html`<option value="${each}" selected>${words(each)}</option>`
      : html`<option value="${each}">${words(each)}</option>`,
  )
  return changeForm(
    page,
    { action: 'role', button: 'Change the role' },
    html`${hidden('seen', role)}<label
        >Role<select name="role">
          ${options}
        </select></label
      >`,
  )
}

function limitForm(page: PersonPage): Html {
  const { statedLimitMinor } = page.person
  const { baseCurrency } = page.shop
  const stated =
    statedLimitMinor === null
      ? ''
      : shown('statedLimitMinor', statedLimitMinor, { currency: baseCurrency })
  return changeForm(
    page,
    { action: 'limit', button: 'Change the limit' },
    html`${hidden('seen', statedLimitMinor === null ? '' : String(statedLimitMinor))}<label
        >May approve in one order, ${baseCurrency}<input
          name="limit"
          value="${stated}"
          inputmode="decimal"
          autocomplete="off"
          placeholder="What the policy gives the role"
      /></label>`,
  )
}

function delegateForm(page: PersonPage): Html {
  const { person, shop } = page
  const others = shop.people.filter(({ id }) => id !== person.id && shop.mayDecide.includes(id))
  return changeForm(
    page,
    { action: 'delegate', button: 'Change who stands in' },
    delegateFields({
      title: `Stands in for ${plainText(person.name)}`,
      delegate: person.delegate,
      mayStandIn: others,
    }),
  )
}

function accessForms(page: PersonPage): Html {
  const { active, hasPassword } = page.person
  const access = changeForm(
    page,
    { action: active ? 'let-out' : 'let-in', button: active ? 'Deactivate' : 'Let in again' },
    html`<p class="quiet">
      ${
        active
          ? 'Signed out everywhere at once; what was decided before stays on record.'
          : 'May sign in again, with the role and limit above.'
      }
    </p>`,
  )
  if (!active) return card('Access', access)
  const link = changeForm(
    page,
    { action: 'link', button: 'Make a sign-in link' },
    html`<p class="quiet">
      ${hasPassword ? 'For a forgotten password.' : 'For the first sign-in.'} Whoever has the link
      signs in as ${plainText(page.person.name)}, who sees that you made it.
    </p>`,
  )
  return html`${card('Sign-in link', link)}${card('Access', access)}`
}

/** The link just made: shown once, to whoever made it. */
export function madeLink(name: string, address: string): Html {
  return html`${notice(
      'good',
      `Give this link to ${name}, and to nobody else.`,
      'It works once, for 15 minutes, and is not shown again.',
    )}
    <p class="made-link"><code>${address}</code></p>`
}

/** One person with everything an administrator may change about them. */
export function personContent(page: PersonPage): Html {
  const { person, shop } = page
  const facts = [
    { title: 'E-mail', value: plainText(person.email) },
    { title: 'Role', value: words(person.role) },
    { title: 'May approve', value: limitText(person, shop.baseCurrency) },
    {
      title: 'Stands in',
      value: person.delegate === null ? 'nobody' : plainText(person.delegate.name),
      detail: person.delegate === null ? '' : `until ${shown('untilOn', person.delegate.untilOn)}`,
    },
    { title: 'Password', value: person.hasPassword ? 'set' : 'none yet' },
  ]
  return html`<p class="crumb"><a href="/people">People</a></p>
    <div class="page-head">
      <div><h1>${plainText(person.name)}</h1></div>
    </div>
    ${page.said}${card('Now', factList(facts))}
    <div class="two">
      <div>${card('Role', roleForm(page))}${card('Limit', limitForm(page))}</div>
      <div>${card('Absence', delegateForm(page))}${accessForms(page)}</div>
    </div>`
}
