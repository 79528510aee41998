import { html } from 'hono/html'
import type { PolicyDesk, PolicySet } from '#operations/master-data.ts'
import type { ApprovalRule } from '#purchasing/policy.ts'
import { markdownToHtml } from '#render/markdown-html.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { csrfField, drawn, shown } from '../parts.ts'
import { card, head, listTable } from '../tables.ts'
import { planningFields, purchasingFields, typedValue, valueAt } from './policy-fields.ts'
import type { FieldGroup, PolicyField } from './policy-fields.ts'
import { changeList } from './policy-difference.ts'

function inputOf(field: PolicyField, policy: object, currency: string): Html {
  const value = typedValue(field, valueAt(policy, field.path), currency)
  const { kind, label, path, orNull } = field
  if (typeof kind === 'object') {
    const options = kind.of.map((word) =>
      word === value
        ? html`<option value="${word}" selected>${word}</option>`
        : html`<option value="${word}">${word}</option>`,
    )
    return html`<label
      >${label}<select name="${path}">
        ${options}
      </select></label
    >`
  }
  const unit = kind === 'percent' ? ', %' : kind === 'money' ? `, ${currency}` : ''
  return html`<label
    >${label}${unit}<input
      name="${path}"
      value="${value}"
      inputmode="decimal"
      autocomplete="off"
      placeholder="${orNull ?? ''}"
  /></label>`
}

function fieldSets(groups: FieldGroup[], policy: object, currency: string): Html[] {
  return groups.map(
    ({ title, fields }) =>
      html`<fieldset>
        <legend>${title}</legend>
        ${fields.map((field) => inputOf(field, policy, currency))}
      </fieldset>`,
  )
}

const emptyRule: ApprovalRule = {
  name: '',
  aboveMinor: null,
  categories: null,
  supplierRisks: null,
  criticalities: null,
  approvals: 2,
  role: null,
}

function ruleFields(rule: ApprovalRule, currency: string): Html {
  const input = (key: string, label: string, value: string, placeholder = '') =>
    html`<label
      >${label}<input
        name="rule.${key}"
        value="${plainText(value)}"
        placeholder="${placeholder}"
        autocomplete="off"
    /></label>`
  const above = typedValue({ path: '', label: '', kind: 'money' }, rule.aboveMinor, currency)
  const list = (words: readonly string[] | null) => (words ?? []).join(', ')
  return html`<fieldset>
    <legend>${rule.name === '' ? 'A new rule' : plainText(rule.name)}</legend>
    ${input('name', 'Name', rule.name, 'empty = no rule')}
    ${input('above', `Orders above, ${currency}`, above, 'any amount')}
    ${input('categories', 'Categories, with commas', list(rule.categories), 'any')}
    ${input('risks', 'Supplier risk: low, medium, high', list(rule.supplierRisks), 'any')}
    ${input('criticalities', 'Criticality: low, normal, critical', list(rule.criticalities), 'any')}
    ${input('approvals', 'Different people', String(rule.approvals))}
    ${input('role', 'One of them with the role', rule.role ?? '', 'any')}
  </fieldset>`
}

function purchasingForm(desk: PolicyDesk, csrf: string): Html {
  const { policy, personId } = desk
  const currency = policy.baseCurrency
  const { switchedOnBy, upToMinor } = policy.autoApproval
  const by = (id: string, label: string) =>
    id === (switchedOnBy ?? '')
      ? html`<option value="${id}" selected>${label}</option>`
      : html`<option value="${id}">${label}</option>`
  const other = switchedOnBy !== null && switchedOnBy !== personId
  const rules = [...policy.approvalRules, emptyRule]
  return html`<form method="post" action="/policy/purchasing" class="fields-form policy-form">
    ${csrfField(csrf)}${fieldSets(purchasingFields, policy, currency)}
    ${rules.map((rule) => ruleFields(rule, currency))}
    <fieldset>
      <legend>Approval without a click</legend>
      <label
        >In whose name<select name="auto.by">
          ${by('', 'Switched off')}${by(personId, 'Mine')}${
            other ? by(switchedOnBy, `As it is: ${plainText(switchedOnBy)}`) : ''
          }
        </select></label
      >
      <label
        >Up to, ${currency}<input
          name="auto.upTo"
          value="${typedValue({ path: '', label: '', kind: 'money' }, upToMinor, currency)}"
          inputmode="decimal"
          autocomplete="off"
      /></label>
    </fieldset>
    <button type="submit">Show the difference</button>
  </form>`
}

function planningForm({ planning, policy }: PolicyDesk, csrf: string): Html {
  return html`<form method="post" action="/policy/planning" class="fields-form policy-form">
    ${csrfField(csrf)}${fieldSets(planningFields, planning, policy.baseCurrency)}
    <button type="submit">Show the difference</button>
  </form>`
}

function historyRow({ version, by, at, reason, changes }: PolicySet): Html {
  return html`<tr>
    <td data-label="Version">${String(version)}</td>
    <td data-label="When">${shown('setAt', at)}</td>
    <td data-label="Who">${plainText(by)}</td>
    <td data-label="Why">${plainText(reason)}</td>
    <td data-label="Changed">${changeList(changes)}</td>
  </tr>`
}

function historyTable(history: PolicySet[]): Html {
  if (history.length === 0) {
    return html`<p class="quiet">Nobody has set a policy yet; the cautious default holds.</p>`
  }
  const heads = ['Version', 'When', 'Who', 'Why', 'Changed'].map((title) => head(title))
  return listTable('Policies', heads, history.map(historyRow))
}

/** The policy in words, who set it when and why, and for administrators the forms. */
export function policyContent(desk: PolicyDesk, csrf: string, said: Html | '' = ''): Html {
  const forms = html`${card(
    'Change the purchasing policy',
    html`<details>
      <summary>Limits, rules, flags and tolerances</summary>
      ${purchasingForm(desk, csrf)}
    </details>`,
  )}${card(
    'Change the planning policy',
    html`<details>
      <summary>Service, rhythm and cost</summary>
      ${planningForm(desk, csrf)}
    </details>`,
  )}`
  return html`<div class="page-head">
      <div>
        <h1>Policy</h1>
        <p class="lead">What the shop has decided; nothing changes before its difference is seen</p>
      </div>
    </div>
    ${said}${desk.maySet ? forms : ''}${card('Set so far', historyTable(desk.history))}
    ${card('In words', html`<div class="prose">${drawn(markdownToHtml(desk.text))}</div>`)}`
}
