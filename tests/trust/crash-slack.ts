// The commands about Slack.
import { askForSlackPerson } from '#store/slack-people.ts'
import { noon } from '../commands/world.ts'
import type { CrashCase } from './command-places.ts'
import { form, type Scene } from './crash-world.ts'

const teamId = 'T0CRASH'

async function asking({ db, at, person }: Scene) {
  const user = { teamId, userId: `U${at}` }
  const seen = { email: `${person}@shop.example`, displayName: person, timeZone: 'Europe/London' }
  await askForSlackPerson(db, { ...user, ...seen, personId: person, askedAt: noon })
  return { ...user, personId: person, seenState: 'asked', answer: 'confirm' }
}

export const slackCases: CrashCase[] = [
  {
    deed: 'confirm_slack_person',
    by: 'alex',
    inside: [],
    writes: 'slack_person +1 -1',
    prepare: async (scene) => ({ changeId: form(scene, 'who'), ...(await asking(scene)) }),
  },
  {
    deed: 'set_slack_channel',
    by: 'alex',
    inside: [],
    writes: 'slack_channel +1',
    prepare: (scene) =>
      Promise.resolve({
        changeId: form(scene, 'channel'),
        teamId,
        channelId: `C${scene.at}`,
        name: 'purchasing',
        costsShown: true,
      }),
  },
  {
    deed: 'connect_slack_workspace',
    by: 'alex',
    inside: [],
    writes: 'slack_workspace +1',
    prepare: (scene) =>
      Promise.resolve({
        changeId: form(scene, 'workspace'),
        teamId: `T${scene.at}`,
        name: 'Loopback Ltd',
        botUserId: 'UBOT',
        sealedBotToken: 'sealed',
        scopes: 'chat:write',
        slackUserId: 'UADMIN',
      }),
  },
]
