/** Where a process may die between a click in Slack and its end; tests/slack/crashes.slow.test.ts kills one at each. */
export const slackPlaces = [
  'slack.journaled',
  'slack.recorded',
  'slack.leased',
  'slack.acted',
] as const
