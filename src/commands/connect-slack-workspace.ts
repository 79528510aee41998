import { z } from 'zod'
import { appendAudit } from '#store/audit.ts'
import { slackWorkspacesOf, writeSlackWorkspace } from '#store/slack-places.ts'
import { defineCommand } from './command.ts'
import { changeId } from './person-change.ts'
import { requireRole } from './role.ts'
import { slackName, teamId, userId } from './slack-fields.ts'

/** Connects a workspace that has just installed the app; the same workspace again replaces its token. */
export const connectSlackWorkspace = defineCommand({
  name: 'connect_slack_workspace',
  title: 'Connect a Slack workspace',
  input: z.strictObject({
    changeId,
    teamId,
    name: slackName,
    botUserId: userId,
    /** Sealed for this workspace: never the token itself. */
    sealedBotToken: z.string().min(1).max(4_096),
    scopes: z.string().min(1).max(2_000),
    /** Who allowed it at Slack. */
    slackUserId: userId,
  }),
  key: (input) => `connect slack ${input.changeId}`,
  async act(step, { changeId: _form, slackUserId, ...installed }) {
    const { tx, person, now } = step
    requireRole(person, ['administrator'], 'connect Slack')
    const { teamId: team, name, scopes } = installed
    const again = (await slackWorkspacesOf(tx)).some((each) => each.teamId === team)
    await writeSlackWorkspace(tx, { ...installed, installedBy: person.id, installedAt: now })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'slack.connected',
      subject: team,
      detail: { name, scopes, slackUserId, again },
    })
    return { team, name, again }
  },
})
