import type { SlackOffice, SlackOfficePerson } from '#operations/slack-people.ts'

const maya: SlackOfficePerson = {
  teamId: 'T0HOME',
  userId: 'U_MAYA',
  displayName: 'Maya O.',
  email: 'maya@shop.example',
  timeZone: 'Europe/London',
  state: 'asked',
  person: { id: 'maya', name: 'Maya Okafor', role: 'approver', active: true },
  askedAt: '2026-11-20T09:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
}

/** The fixture shop's connection to Slack as its administrators see it: one of everything. */
export const slackOffice: SlackOffice = {
  connection: { label: 'Slack calls https://console.example/slack/events', installs: true },
  workspaces: [
    {
      teamId: 'T0HOME',
      name: 'Loopback Ltd',
      installedBy: 'Sam Reed',
      installedAt: '2026-11-19T09:00:00.000Z',
    },
  ],
  people: [
    maya,
    {
      ...maya,
      userId: 'U_SAM',
      displayName: 'Sam R.',
      email: 'sam@shop.example',
      person: { id: 'sam', name: 'Sam Reed', role: 'administrator', active: true },
      state: 'confirmed',
      decidedBy: 'Leo Hartmann',
      decidedAt: '2026-11-19T10:00:00.000Z',
    },
    { ...maya, userId: 'U_OLD', displayName: 'Old', state: 'gone' },
  ],
  channels: [
    { teamId: 'T0HOME', channelId: 'C_ALL', name: 'everybody', costsShown: false },
    { teamId: 'T0HOME', channelId: 'C_BUY', name: 'purchasing', costsShown: true },
  ],
}
