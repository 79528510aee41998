// What the commands about Slack share: ids of Slack, as it writes them.
import { z } from 'zod'

const slackId = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/, 'is no id of Slack')

export const teamId = slackId
export const userId = slackId
export const channelId = slackId

/** A name that people gave something in Slack. */
export const slackName = z.string().trim().min(1, 'has no name').max(200)
