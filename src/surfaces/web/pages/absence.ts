import { html } from 'hono/html'
import type { OwnAbsence } from '#operations/own-absence.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { csrfField, shown } from '../parts.ts'
import { card } from '../tables.ts'

/** The fields of lending a limit: what was seen, to whom, and until when. */
export function delegateFields(loan: {
  title: string
  delegate: { id: string; untilOn: string | null } | null
  mayStandIn: { id: string; name: string }[]
}): Html {
  const { delegate } = loan
  const options = loan.mayStandIn.map(({ id, name }) =>
    id === delegate?.id
      ? html`<option value="${id}" selected>${plainText(name)}</option>`
      : html`<option value="${id}">${plainText(name)}</option>`,
  )
  return html`<input type="hidden" name="seen" value="${delegate?.id ?? ''}" /><label
      >${loan.title}<select name="delegate">
        <option value="">Nobody</option>
        ${options}
      </select></label
    ><label
      >Until, the last day included<input
        name="untilOn"
        type="date"
        value="${delegate?.untilOn ?? ''}"
    /></label>`
}

function standing({ asOf, delegate, standsInFor }: OwnAbsence): Html {
  const borrowed = standsInFor.map(
    ({ name, untilOn }) =>
      html`<p>You stand in for ${plainText(name)} until ${shown('untilOn', untilOn)}.</p>`,
  )
  if (delegate === null) return html`${borrowed}`
  const ended = delegate.untilOn !== null && delegate.untilOn < asOf
  return html`${borrowed}
    <p>
      ${plainText(delegate.name)} ${ended ? 'stood' : 'stands'} in for you until
      ${shown('untilOn', delegate.untilOn)}.
    </p>`
}

/** Who decides in somebody's place: theirs to lend, and to end; nothing for whom it does not concern. */
export function absenceCard(page: {
  absence: OwnAbsence
  csrf: string
  /** Names this form: sent twice it has one effect. */
  changeId: string
}): Html | '' {
  const { absence } = page
  const { mayLend, delegate, mayStandIn, standsInFor } = absence
  if (!mayLend && delegate === null && standsInFor.length === 0) return ''
  if (!mayLend && delegate === null) return card('Absence', standing(absence))
  const content = html`${standing(absence)}
    <form method="post" action="/account/delegate" class="fields-form">
      ${csrfField(page.csrf)}<input type="hidden" name="changeId" value="${page.changeId}" />
      ${delegateFields({ title: 'Stands in for you', delegate, mayStandIn })}
      <label
        >Why<input name="reason" required minlength="3" maxlength="500" autocomplete="off"
      /></label>
      <p class="quiet">
        Whoever stands in decides with your limit, never about orders of their own; it ends by
        itself.
      </p>
      <button type="submit">Change who stands in</button>
    </form>`
  return card('Absence', content)
}
