import { html } from 'hono/html'
import type { SlackOffice, SlackOfficePerson } from '#operations/slack-people.ts'
import { plainText } from '#render/text.ts'
import type { Html } from '../layout.ts'
import { badge, csrfField, emptyState, notice, shown, words } from '../parts.ts'
import { card, factList, head, listTable } from '../tables.ts'
import { personPath } from './people.ts'

type SlackPage = {
  office: SlackOffice
  csrf: string
  /** Names the forms of this page: one sent twice has one effect. */
  changeId: string
  said: Html | ''
  /** Whether the address is known that people open: Slack leads back to no other. */
  reachable: boolean
}

const hidden = (name: string, value: string) =>
  html`<input type="hidden" name="${name}" value="${value}" />`

function personForm(page: SlackPage, { teamId, userId, person, state }: SlackOfficePerson): Html {
  const buttons = [
    ...(state === 'confirmed' ? [] : [['confirm', 'Confirm'] as const]),
    ...(state === 'refused' ? [] : [['refuse', 'Refuse'] as const]),
  ]
  return html`<form method="post" action="/slack/people">
    ${csrfField(page.csrf)}${hidden('changeId', page.changeId)}${hidden('team', teamId)}
    ${hidden('user', userId)}${hidden('person', person.id)}${hidden('seen', state)}
    ${buttons.map(
      ([value, title]) =>
        html`<button type="submit" name="answer" value="${value}">${title}</button> `,
    )}
  </form>`
}

function decided({ decidedBy, decidedAt, askedAt }: SlackOfficePerson): string {
  if (decidedBy === null) return `asked ${shown('askedAt', askedAt)}`
  return `by ${plainText(decidedBy)}, ${shown('decidedAt', decidedAt)}`
}

function personRow(page: SlackPage, known: SlackOfficePerson): Html {
  const { displayName, email, userId, teamId, person, state } = known
  const left = person.active ? '' : html` ${badge('left')}`
  return html`<tr>
    <td class="item" data-label="In Slack">
      ${plainText(displayName)}<span class="sub">${plainText(email)}</span
      ><span class="sub">${plainText(userId)} in ${plainText(teamId)}</span>
    </td>
    <td data-label="In the shop">
      <a href="${personPath(person.id)}">${plainText(person.name)}</a>${left}<span class="sub"
        >${words(person.role)}</span
      >
    </td>
    <td data-label="State">
      ${state === 'asked' ? 'waits for you' : words(state)}<span class="sub"
        >${decided(known)}</span
      >
    </td>
    <td data-label="Decide">
      ${state === 'gone' ? 'asked again when they write' : personForm(page, known)}
    </td>
  </tr>`
}

function peoplePart(page: SlackPage): Html {
  const { people } = page.office
  if (people.length === 0) {
    return emptyState(
      'Nobody has written to the bot yet.',
      'Whoever writes first, with an e-mail address that a person of the shop has, is listed here to be confirmed once.',
    )
  }
  const heads = [head('In Slack'), head('In the shop'), head('State'), head('Decide')]
  return listTable(
    'People in Slack',
    heads,
    people.map((known) => personRow(page, known)),
  )
}

function channelRow(page: SlackPage, channel: SlackOffice['channels'][number]): Html {
  const { teamId, channelId, name, costsShown } = channel
  const change = costsShown ? (['hide', 'Hide costs'] as const) : (['show', 'Show costs'] as const)
  return html`<tr>
    <td class="item" data-label="Channel">
      #${plainText(name)}<span class="sub">${plainText(channelId)} in ${plainText(teamId)}</span>
    </td>
    <td data-label="Costs">${costsShown ? 'everybody there sees them' : 'kept out'}</td>
    <td data-label="Change">
      <form method="post" action="/slack/channels">
        ${csrfField(page.csrf)}${hidden('changeId', page.changeId)}${hidden('team', teamId)}
        ${hidden('channel', channelId)}${hidden('name', name)}
        <button type="submit" name="costs" value="${change[0]}">${change[1]}</button>
      </form>
    </td>
  </tr>`
}

function channelsPart(page: SlackPage): Html {
  const { channels } = page.office
  if (channels.length === 0) {
    return emptyState(
      'The bot was not asked in any channel yet.',
      'A channel is listed here once somebody mentions the bot there; costs stay out of it until you show them.',
    )
  }
  return listTable(
    'Channels',
    [head('Channel'), head('Costs'), head('Change')],
    channels.map((channel) => channelRow(page, channel)),
  )
}

function connectionPart({ office, reachable }: SlackPage): Html {
  const { connection, workspaces } = office
  if (connection === null) {
    return notice(
      'info',
      'The shop is not connected to Slack.',
      'Run "quartermaster slack manifest", make an app of what it prints, and set its tokens; the README has the steps.',
    )
  }
  const facts = [
    { title: 'Connected by', value: plainText(connection.label) },
    ...workspaces.map(({ teamId, name, installedBy, installedAt }) => ({
      title: 'Workspace',
      value: plainText(name),
      detail: `${plainText(teamId)}, by ${plainText(installedBy)}, ${shown('installedAt', installedAt)}`,
    })),
  ]
  if (!connection.installs) return factList(facts)
  const warned = reachable
    ? ''
    : notice('warning', 'Slack leads back to https addresses only.', 'Set PUBLIC_URL first.')
  return html`${factList(facts)}${warned}
    <p><a class="button" href="/slack/install">Install in a workspace</a></p>
    <p class="quiet">
      You choose the workspace at Slack; whoever manages it there has to allow it.
    </p>`
}

/** The connection to Slack, who is who there, and what its channels may see. */
export function slackContent(page: SlackPage): Html {
  return html`<div class="page-head">
      <div>
        <h1>Slack</h1>
        <p class="lead">Who is answered there, as whom, and what a channel may see</p>
      </div>
    </div>
    ${page.said}${card('Connection', connectionPart(page))}
    <h2>People</h2>
    <p class="quiet">
      Whoever is confirmed asks, drafts and decides in Slack as the person of the shop. Look whether
      the account really is theirs.
    </p>
    ${peoplePart(page)}
    <h2>Channels</h2>
    ${channelsPart(page)}`
}
