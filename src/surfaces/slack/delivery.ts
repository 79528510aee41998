import { createHash } from 'node:crypto'
import { actionNameOf } from '#render/slack/action-names.ts'
import { recordOf, wordOf } from './fields-of.ts'

/** What Slack sends, in either transport, after its envelope is off. */
export type SlackBody = Record<string, unknown>

/**
 * What was sent with every text as the books can keep it: without NUL characters and halves of characters, which a
 * database refuses. Throws RangeError for what is nested deeper than any delivery.
 */
export function keepable(body: SlackBody): SlackBody {
  return kept(body, 0) as SlackBody
}

const deepest = 100

function kept(value: unknown, depth: number): unknown {
  if (depth > deepest) throw new RangeError('a delivery is nested too deep')
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd')
  if (Array.isArray(value)) return value.map((each) => kept(each, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value)
  return Object.fromEntries(fields.map(([name, each]) => [kept(name, 0), kept(each, depth + 1)]))
}

/**
 * The workspace that a delivery comes from, or null where none is named: the one that installed the app, also where
 * somebody of another one writes in a shared channel, or an organisation installed it for all of its own.
 */
export function teamOf(body: SlackBody): string | null {
  const [installation] = Array.isArray(body['authorizations']) ? body['authorizations'] : []
  return (
    wordOf(recordOf(installation)['team_id']) ??
    wordOf(body['context_team_id']) ??
    wordOf(recordOf(body['view'])['app_installed_team_id']) ??
    wordOf(body['team_id']) ??
    wordOf(recordOf(body['team'])['id']) ??
    wordOf(recordOf(body['user'])['team_id'])
  )
}

/** Who did it, or null: events of the workspace itself are nobody's. */
export function userOf(body: SlackBody): string | null {
  const event = recordOf(body['event'])
  return (
    wordOf(body['user_id']) ??
    wordOf(recordOf(body['user'])['id']) ??
    wordOf(event['user']) ??
    wordOf(recordOf(event['user'])['id'])
  )
}

/** Whether it tells what programs did, our own posts among them, or that a message was changed: nobody asks for anything. */
export function isEcho(body: SlackBody): boolean {
  const event = recordOf(body['event'])
  const said = event['type'] === 'message' || event['type'] === 'app_mention'
  const { subtype } = event
  const asked = subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast'
  return said && (event['bot_id'] !== undefined || !asked)
}

/** Whether somebody turned to the bot; a word among people in a channel where it listens is none of its business. */
export function isAddressed(body: SlackBody): boolean {
  const { type, channel_type: place } = recordOf(body['event'])
  return type !== 'message' || place === 'im' || place === 'app_home'
}

const hash = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)

/**
 * The name of the one thing that a delivery tells: the same event again, the same click again, the same view submitted
 * again have the same name whatever their headers say. Null for a body that is none of Slack's.
 */
export function deliveryKey(body: SlackBody): string | null {
  const key = nameOf(body)
  if (key === null || key.length <= longestKey) return key
  return `${key.split(' ', 1)[0]} ${hash(key)}`
}

/** Slack's own are half as long; an index of the database takes no text of any length. */
const longestKey = 250

function nameOf(body: SlackBody): string | null {
  const team = teamOf(body)
  if (team === null) return null
  if (body['type'] === 'event_callback') {
    const id = wordOf(body['event_id'])
    return id === null ? null : `event ${team} ${id}`
  }
  const user = userOf(body)
  if (user === null) return null
  if (body['type'] === 'block_actions') {
    const [action] = Array.isArray(body['actions']) ? body['actions'].map(recordOf) : []
    const { container } = body
    const view = recordOf(body['view'])['id']
    const value = [container, view, action?.['action_id'], action?.['action_ts']]
    return action === undefined ? null : `click ${team} ${user} ${hash(value)}`
  }
  if (body['type'] === 'view_submission' || body['type'] === 'view_closed') {
    const { id, hash: version } = recordOf(body['view'])
    return wordOf(id) === null ? null : `${String(body['type'])} ${team} ${user} ${id} ${version}`
  }
  if (wordOf(body['command']) !== null) {
    const trigger = wordOf(body['trigger_id'])
    return trigger === null ? null : `command ${team} ${user} ${trigger}`
  }
  return null
}

/** Questions may take a model a minute; clicks must not wait behind them. A follow-up button is a question. */
export function laneOf(body: SlackBody): 'question' | 'click' {
  const [action] = Array.isArray(body['actions']) ? body['actions'].map(recordOf) : []
  const isFollowUp = actionNameOf(wordOf(action?.['action_id']) ?? '') === 'follow_up'
  const asks = body['type'] === 'event_callback' || wordOf(body['command']) !== null || isFollowUp
  return asks ? 'question' : 'click'
}
