// What stands over an order that somebody may decide about: flags first, then the figures, then the buttons.
import { html } from 'hono/html'
import type { OrderDesk } from '#operations/order-desk.ts'
import type { Html } from '../layout.ts'
import { csrfField, notice, orderPath, shown } from '../parts.ts'
import { card, factList } from '../tables.ts'

/** The hidden fields that bind a click to what was shown. */
function seen(desk: OrderDesk, csrf: string): Html {
  return html`${csrfField(csrf)}<input
      type="hidden"
      name="revision"
      value="${desk.revision}"
    /><input type="hidden" name="contentHash" value="${desk.contentHash}" />`
}

/** A form of one button with a reason beside it. */
function reasonForm(
  desk: OrderDesk,
  csrf: string,
  action: string,
  button: string,
  hint: string,
): Html {
  return html`<form method="post" action="${orderPath(desk.number)}/${action}" class="reasoned">
    ${seen(desk, csrf)}
    <label
      >${hint}
      <input type="text" name="reason" required minlength="3" maxlength="500" autocomplete="off"
    /></label>
    <button type="submit">${button}</button>
  </form>`
}

function typedAmount(desk: OrderDesk): Html {
  return html`<label
    >Type the total, ${shown('totalMinor', desk.totalMinor, { currency: desk.currency })}
    <input
      type="text"
      name="typedAmount"
      required
      inputmode="decimal"
      autocomplete="off"
      maxlength="40"
  /></label>`
}

/** What became of this person's first yes, and the field that renews exactly that one. */
function lapsedYes({ lastApprovedAt }: OrderDesk): Html | '' {
  if (lastApprovedAt === null) return ''
  return html`<p>
      Your approval of ${shown('at', lastApprovedAt)} has lapsed, because nobody else approved in
      time. If it still holds, approve again.
    </p>
    <input type="hidden" name="lastApprovedAt" value="${lastApprovedAt}" />`
}

function approveForm(desk: OrderDesk, csrf: string): Html {
  const asks = desk.approval?.allowed === true && desk.approval.typedAmount
  return html`<form method="post" action="${orderPath(desk.number)}/approve" class="reasoned">
    ${seen(desk, csrf)}${lapsedYes(desk)}${asks ? typedAmount(desk) : ''}
    <button type="submit" class="primary">
      Approve ${shown('totalMinor', desk.totalMinor, { currency: desk.currency })}
    </button>
  </form>`
}

function flagList(desk: OrderDesk): Html | '' {
  if (desk.flags.length === 0) return ''
  return html`<div class="notice warning" role="status">
    <p><strong>Look at this first</strong></p>
    <ul>
      ${desk.flags.map(({ sentence }) => html`<li>${shown('sentence', sentence)}</li>`)}
    </ul>
  </div>`
}

function differenceList(desk: OrderDesk): Html | '' {
  if (desk.differences.length === 0) return ''
  return html`<div class="notice error" role="alert">
    <p><strong>Not as it was when it was written</strong></p>
    <ul>
      ${desk.differences.map(({ sentence }) => html`<li>${shown('sentence', sentence)}</li>`)}
    </ul>
    <p>It can not be approved like this: reject it with that reason, or have it revised.</p>
  </div>`
}

function peopleOf(desk: OrderDesk): Html {
  const standIn = (forName: string | null) =>
    forName === null ? '' : ` for ${shown('name', forName)}`
  const deciders = desk.deciders.map(
    ({ name, role, forName }) => html`<li>${shown('name', name)}, ${role}${standIn(forName)}</li>`,
  )
  const given = desk.given.map(
    ({ name, forName, at }) =>
      html`<li>${shown('name', name)}${standIn(forName)} said yes, ${shown('at', at)}</li>`,
  )
  const excluded = desk.excluded.map(
    ({ name, reason }) => html`<li>${shown('name', name)}: ${shown('reason', reason)}</li>`,
  )
  return html`${
      given.length === 0
        ? ''
        : html`<ul class="points">
            ${given}
          </ul>`
    }
    <details>
      <summary>Who may decide, and who may not</summary>
      <ul class="points">
        ${deciders}${excluded}
      </ul>
    </details>`
}

function amounts(desk: OrderDesk): Html {
  const { baseCurrency: currency, heldMinor, ownMinor, heldWith } = desk
  const rules = [...desk.approvalRules, ...desk.approvalRoles.map((role) => `one of them ${role}`)]
  return factList([
    {
      title: 'Held against a limit',
      value: shown('heldMinor', heldMinor, { currency }),
      detail:
        heldWith.length === 0
          ? 'this order alone'
          : `${shown('ownMinor', ownMinor, { currency })} and ${heldWith.join(', ')}`,
    },
    {
      title: 'People who must say yes',
      value: shown('approvalCount', desk.approvalCount),
      detail: rules.length === 0 ? 'one with the limit' : rules.join(', '),
    },
    {
      title: 'Asked for by',
      value: shown('name', desk.createdBy),
      detail: shown('submittedAt', desk.submittedAt),
    },
  ])
}

function decisionForms(desk: OrderDesk, csrf: string): Html {
  const { approval, differences } = desk
  const refused =
    approval?.allowed === false ? notice('info', approval.sentence, approval.repair) : ''
  const mayApprove = approval?.allowed === true && differences.length === 0
  const may = (command: OrderDesk['commands'][number]) => desk.commands.includes(command)
  const near = desk.flags.some(({ code }) => code === 'duplicate_likely') && !desk.duplicateOverride
  return html`${refused}
    <div class="decision">
      ${mayApprove ? approveForm(desk, csrf) : ''}
      ${may('reject') ? reasonForm(desk, csrf, 'reject', 'Reject', 'Why not') : ''}
      ${may('withdraw') ? reasonForm(desk, csrf, 'withdraw', 'Take it back', 'Why it is taken back') : ''}
      ${near && may('withdraw') ? reasonForm(desk, csrf, 'keep', 'Both are meant', 'Why both orders are meant') : ''}
    </div>`
}

/** The decision about a submitted order; nothing for any other. */
export function decisionCard(desk: OrderDesk, csrf: string): Html | '' {
  if (desk.state !== 'submitted') return ''
  return card(
    'Decision',
    html`${flagList(desk)}${differenceList(desk)}${amounts(desk)}${peopleOf(desk)}${decisionForms(
      desk,
      csrf,
    )}`,
  )
}

/** The hidden fields that say which message, and as of which attempt. */
function seenMessage(message: OrderDesk['messages'][number]): Html {
  return html`<input type="hidden" name="kind" value="${message.kind}" /><input
      type="hidden"
      name="attempt"
      value="${message.attemptCount}"
    />`
}

/** What a person may do about a message that did not simply arrive. */
function messageForms(desk: OrderDesk, csrf: string): Html[] {
  const may = (command: OrderDesk['commands'][number]) => desk.commands.includes(command)
  const form = (
    message: OrderDesk['messages'][number],
    action: string,
    fields: Html,
    button: string,
  ) =>
    html`<form method="post" action="${orderPath(desk.number)}/${action}" class="reasoned">
      ${seen(desk, csrf)}${seenMessage(message)}${fields}
      <button type="submit">${button}</button>
    </form>`
  const why = (hint: string) =>
    html`<label
      >${hint}
      <input type="text" name="reason" required minlength="3" maxlength="500" autocomplete="off"
    /></label>`
  return desk.messages.flatMap((message) => {
    if (message.kind === 'reminder' || message.revision !== desk.revision) return []
    const isOrder = message.kind === 'order'
    if (message.state === 'unknown' && (may('resolve_delivery') || !isOrder)) {
      const answer = html`<label
          >What the supplier says
          <select name="delivered">
            <option value="true">It arrived</option>
            <option value="false">It did not arrive</option>
          </select></label
        >${why('Whom you asked, and how')}`
      return [form(message, 'resolve', answer, 'Settle it')]
    }
    const open = message.state === 'waiting' || message.state === 'refused'
    return [
      ...(message.state === 'refused' && (may('send') || !isOrder)
        ? [form(message, 'send', html``, 'Send it again')]
        : []),
      ...(open && isOrder && may('send')
        ? [form(message, 'hand_over', why('To whom it was given, and how'), 'Book as handed over')]
        : []),
    ]
  })
}

/** What a person may do with an order past its decision, each with its reason. */
export function furtherSteps(desk: OrderDesk, csrf: string): Html | '' {
  const may = (command: OrderDesk['commands'][number]) => desk.commands.includes(command)
  const forms = [
    ...messageForms(desk, csrf),
    desk.state !== 'submitted' && may('reopen')
      ? reasonForm(desk, csrf, 'reopen', 'Reopen', 'Why it is opened again')
      : null,
    desk.state !== 'submitted' && may('cancel')
      ? reasonForm(desk, csrf, 'cancel', 'Cancel the order', 'Why it is cancelled')
      : null,
    may('close') ? reasonForm(desk, csrf, 'close', 'Close', 'Why it is closed') : null,
  ].filter((form) => form !== null)
  if (desk.mayDraft) forms.push(copyForm(desk, csrf))
  if (forms.length === 0 && !may('acknowledge')) return ''
  return card(
    'What you can do',
    html`<div class="decision">
      ${may('acknowledge') ? acknowledgeForm(desk, csrf) : ''}${forms}
    </div>`,
  )
}

function copyForm(desk: OrderDesk, csrf: string): Html {
  return html`<form method="post" action="${orderPath(desk.number)}/copy" class="reasoned">
    ${seen(desk, csrf)}<button type="submit">Order the same again</button>
  </form>`
}

function acknowledgeForm(desk: OrderDesk, csrf: string): Html {
  return html`<form method="post" action="${orderPath(desk.number)}/acknowledge" class="reasoned">
    ${seen(desk, csrf)}
    <label
      >The supplier's number for it
      <input type="text" name="acknowledgedAs" maxlength="64" autocomplete="off"
    /></label>
    <label
      >Confirmed for <input type="date" name="confirmedForOn" value="${desk.expectedOn ?? ''}"
    /></label>
    <button type="submit">Book the acknowledgement</button>
  </form>`
}
