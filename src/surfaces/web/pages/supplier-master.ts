import { html } from 'hono/html'
import type { SupplierMaster, SupplierRequest } from '#operations/master-data.ts'
import { detailNames } from '#purchasing/supplier-details.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { badge, csrfField, notice, shown, supplierPath } from '../parts.ts'
import { card, factList } from '../tables.ts'

export type MasterForms = {
  csrf: string
  /** Names the forms of this page: sent twice each has one effect. */
  changeId: string
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const why = html`<label
  >Why<input name="reason" required minlength="3" maxlength="500" autocomplete="off"
/></label>`

function requestForm(
  { supplierCode }: SupplierMaster,
  forms: MasterForms,
  form: { action: string; button: string },
  fields: Html,
): Html {
  return html`<form
    method="post"
    action="${supplierPath(supplierCode)}/${form.action}"
    class="fields-form"
  >
    ${csrfField(forms.csrf)}<input type="hidden" name="changeId" value="${forms.changeId}" />
    ${fields}<button type="submit">${form.button}</button>
  </form>`
}

function requestForms(master: SupplierMaster, request: SupplierRequest, forms: MasterForms): Html {
  const { id, may, newValue, field } = request
  const named = html`<input type="hidden" name="request" value="${id}" />`
  const onRecord = master.details.find((each) => each.field === 'phone')?.value ?? null
  const call = requestForm(
    master,
    forms,
    { action: 'called', button: 'Record the call' },
    html`${named}<label
        >Number that was
        called${
          onRecord === null
            ? field === 'phone'
              ? ', from a contract or an old invoice'
              : ' (none is on record)'
            : ' (on record)'
        }<input name="number" value="${onRecord ?? ''}" required autocomplete="off" /></label
      ><label
        >Who said what<input name="said" required minlength="3" maxlength="500" autocomplete="off"
      /></label>`,
  )
  const confirm = requestForm(
    master,
    forms,
    { action: 'confirmed', button: `Confirm ${plainText(newValue)}` },
    html`${named}<input type="hidden" name="newValue" value="${newValue}" />`,
  )
  const withdraw = requestForm(
    master,
    forms,
    { action: 'withdrawn', button: 'Withdraw' },
    html`${named}${why}`,
  )
  const part = (allowed: boolean, title: string, form: Html) =>
    allowed
      ? html`<details>
          <summary>${title}</summary>
          ${form}
        </details>`
      : ''
  return html`${part(may.call, 'Called back', call)}${part(may.confirm, 'Confirm', confirm)}${part(
    may.withdraw,
    'Withdraw',
    withdraw,
  )}`
}

function requestPart(master: SupplierMaster, request: SupplierRequest, forms: MasterForms): Html {
  const { field, oldValue, newValue, state, requestedBy, requestedAt, reason } = request
  const steps = [
    html`<li>
      Asked by ${plainText(requestedBy)}, ${shown('requestedAt', requestedAt)}: ${plainText(reason)}
    </li>`,
    request.calledBackAt === null
      ? ''
      : html`<li>
          Called back by ${plainText(request.calledBackBy ?? '')} on
          ${plainText(request.calledNumber ?? '')}, ${shown('calledBackAt', request.calledBackAt)}
        </li>`,
    request.confirmedAt === null
      ? ''
      : html`<li>
          Confirmed by ${plainText(request.confirmedBy ?? '')},
          ${shown('confirmedAt', request.confirmedAt)}
        </li>`,
    request.settledAt === null
      ? ''
      : html`<li>${badge(state)} ${shown('settledAt', request.settledAt)}</li>`,
  ]
  return html`<div class="request">
    <p>
      <strong>${capital(detailNames[field])}</strong>: ${plainText(oldValue ?? 'none')} →
      <strong>${plainText(newValue)}</strong> ${badge(state)}
    </p>
    ${request.flags.map((flag) => notice('warning', flag))}
    <ul>
      ${steps}
    </ul>
    ${request.waitsFor === null ? '' : html`<p class="quiet">${plainText(request.waitsFor)}</p>`}
    ${requestForms(master, request, forms)}
  </div>`
}

function askForm(master: SupplierMaster, forms: MasterForms): Html {
  return html`${master.details.map(({ field, value }) =>
    requestForm(
      master,
      forms,
      { action: 'asked', button: `Ask for another ${detailNames[field]}` },
      html`<input type="hidden" name="field" value="${field}" /><input
          type="hidden"
          name="seenValue"
          value="${value ?? ''}"
        /><label
          >New ${detailNames[field]}<input
            name="newValue"
            required
            maxlength="254"
            autocomplete="off" /></label
        >${why}`,
    ),
  )}`
}

/** Where orders and money of a supplier go, and how it changes: asked, called back, confirmed, waited for. */
export function masterCard(master: SupplierMaster, forms: MasterForms): Html {
  const facts = master.details.map(({ field, value, changedAt }) => ({
    title: capital(detailNames[field]),
    value: value === null ? 'none' : plainText(value),
    detail: changedAt === null ? '' : `since ${shown('changedAt', changedAt)}`,
  }))
  return card(
    'Master data',
    html`${factList(facts)} ${master.requests.map((request) => requestPart(master, request, forms))}
    ${
      master.mayAsk
        ? html`<details>
            <summary>Ask for a change</summary>
            <p class="quiet">
              Somebody else calls the number on record, an administrator confirms, and it counts
              after the days of the policy.
            </p>
            ${askForm(master, forms)}
          </details>`
        : ''
    }`,
  )
}
