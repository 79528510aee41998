import { html } from 'hono/html'
import type { ShopPeople, ShopPerson } from '#operations/people.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { addressPart, badge, shown, words } from '../parts.ts'
import { head, listTable } from '../tables.ts'

/** The page of one person. */
export function personPath(id: string): string {
  return `/people/${addressPart(id)}`
}

/** What a person may approve, in words. */
export function limitText({ limitMinor }: ShopPerson, currency: string): string {
  if (limitMinor === 'none') return 'nothing'
  if (limitMinor === 'any') return 'any amount'
  return `up to ${shown('limitMinor', limitMinor, { currency })}`
}

const HEADS = [
  head('Person'),
  head('Role'),
  head('May approve', 'right'),
  head('Stands in'),
  head('Password'),
  head('Now'),
]

function personRow(person: ShopPerson, currency: string): Html {
  const { id, name, email, role, active, delegate, hasPassword, signedIn } = person
  const now = active ? (signedIn ? 'signed in' : 'signed out') : badge('left')
  return html`<tr>
    <td class="item" data-label="Person">
      <a href="${personPath(id)}">${plainText(name)}</a><span class="sub">${plainText(email)}</span>
    </td>
    <td data-label="Role">${words(role)}</td>
    <td class="right" data-label="May approve">${limitText(person, currency)}</td>
    <td data-label="Stands in">
      ${
        delegate === null
          ? '–'
          : html`${plainText(delegate.name)}<span class="sub"
                >until ${shown('untilOn', delegate.untilOn)}</span
              >`
      }
    </td>
    <td data-label="Password">${hasPassword ? 'set' : 'none yet'}</td>
    <td data-label="Now">${now}</td>
  </tr>`
}

/** Everybody of the shop, for administrators. */
export function peopleContent({ people, baseCurrency }: ShopPeople): Html {
  return html`<div class="page-head">
      <div>
        <h1>People</h1>
        <p class="lead">
          Who works in the shop and what each may approve; nobody changes their own entry
        </p>
      </div>
    </div>
    ${listTable(
      'People',
      HEADS,
      people.map((person) => personRow(person, baseCurrency)),
    )}
    <p class="quiet">New people come in with people.csv.</p>`
}
