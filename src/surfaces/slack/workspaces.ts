// Which workspaces the app is in, and the door of each.
import { QuartermasterError } from '#root/errors.ts'
import { secretOf, type Secret } from '#root/secret.ts'
import { slackWorkspacesOf } from '#store/slack-places.ts'
import type { Database } from '#store/database.ts'
import { openDoor, type Door } from './door.ts'
import type { SlackSettings } from './program.ts'
import { unseal } from './seal.ts'
import { openWebApi } from './web-api.ts'

export type Workspaces = {
  doorOf(teamId: string): Promise<Door>
  teams(): Promise<string[]>
}

type Options = {
  db: Database
  settings: SlackSettings
  sleep(ms: number): Promise<void>
}

/** The workspaces of the configuration and of those that installed the app; the token's own is asked for once. */
export function openWorkspaces({ db, settings, sleep }: Options): Workspaces {
  const { apiUrl, botToken, install } = settings
  const doors = new Map<string, { token: string; door: Door }>()
  let own: Promise<string> | null = null
  const ownTeam = (token: Secret): Promise<string> => {
    own ??= openWebApi({ apiUrl, token, sleep })
      .call('auth.test', {}, true)
      .then(({ team_id }) => String(team_id))
    own.catch(() => {
      own = null
    })
    return own
  }
  // Each by itself: a token that does not open, or a Slack that does not answer for one, shuts no other workspace out.
  const tokenOf = async (teamId: string): Promise<Secret | null> => {
    if (install !== null) {
      const installed = (await slackWorkspacesOf(db)).find((each) => each.teamId === teamId)
      if (installed !== undefined) {
        return secretOf(unseal(installed.sealedBotToken, install.sealKey, teamId))
      }
    }
    return botToken !== null && (await ownTeam(botToken)) === teamId ? botToken : null
  }
  return {
    async teams() {
      const installed = install === null ? [] : await slackWorkspacesOf(db)
      const teams = new Set(installed.map(({ teamId }) => teamId))
      if (botToken !== null) teams.add(await ownTeam(botToken))
      return [...teams]
    },
    async doorOf(teamId) {
      const token = await tokenOf(teamId)
      if (token === null) throw notInstalled(teamId)
      const known = doors.get(teamId)
      if (known?.token === token.reveal()) return known.door
      const door = openDoor(teamId, openWebApi({ apiUrl, token, sleep }))
      doors.set(teamId, { token: token.reveal(), door })
      return door
    },
  }
}

function notInstalled(teamId: string): QuartermasterError {
  return new QuartermasterError(
    'not_found',
    `The Slack workspace ${teamId} has not installed this app.`,
    'An administrator of the shop installs it from the Slack page of the web console.',
  )
}
