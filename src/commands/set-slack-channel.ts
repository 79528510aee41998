import { z } from 'zod'
import { appendAudit } from '#store/audit.ts'
import { slackChannelAt, writeSlackChannel } from '#store/slack-places.ts'
import { defineCommand } from './command.ts'
import { changeId } from './person-change.ts'
import { requireRole } from './role.ts'
import { channelId, slackName, teamId } from './slack-fields.ts'

/** Says whether everybody in a channel may see what things cost. */
export const setSlackChannel = defineCommand({
  name: 'set_slack_channel',
  title: 'Open a channel to costs, or close it',
  input: z.strictObject({
    changeId,
    teamId,
    channelId,
    /** For a channel that is not known yet; a known one keeps its name. */
    name: slackName,
    costsShown: z.boolean(),
  }),
  key: (input) => `slack channel ${input.teamId} ${input.channelId} ${input.changeId}`,
  async act(step, { teamId: team, channelId: channel, name: given, costsShown }) {
    const { tx, person, now } = step
    requireRole(person, ['administrator'], 'decide what a channel may see')
    const at = { teamId: team, channelId: channel }
    const known = await slackChannelAt(tx, at)
    const name = known?.name ?? given
    await writeSlackChannel(tx, { ...at, name, costsShown, setBy: person.id, setAt: now })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: costsShown ? 'slack.costs_shown' : 'slack.costs_hidden',
      subject: channel,
      detail: { team, name, before: known?.costsShown ?? false },
    })
    return { channel, costsShown }
  },
})
