// What the loopback Slack remembers: workspaces, people, channels, messages, views, files, triggers.
import { randomBytes } from 'node:crypto'
import type {
  Call,
  Delivery,
  Fault,
  Fields,
  LoopbackOptions,
  Message,
  SlackFile,
  View,
} from './types.ts'

export type User = {
  id: string
  name: string
  email: string | null
  tz: string
  deleted: boolean
  isRestricted: boolean
  isUltraRestricted: boolean
  isBot: boolean
  isStranger: boolean
  team_id: string
}

export type Channel = {
  id: string
  name: string
  kind: 'channel' | 'group' | 'im'
  members: string[]
  isShared: boolean
  isArchived: boolean
  team_id: string
}

export type Team = {
  id: string
  name: string
  botToken: string
  botUserId: string
  scopes: string[]
  code: string | null
  installedBy: string
  isRevoked: boolean
}

export type Trigger = {
  user: string
  team_id: string
  at: number
  isUsed: boolean
  view: string | null
}

/** An address that an app may answer to for a while: a click on a message, or a command. */
export type Reply = {
  channel: string
  user: string
  team_id: string
  message: string | null
  usesLeft: number
  at: number
}

export type AgentThread = { status: string; title: string; prompts: Fields[] }

export type World = {
  clock: () => number
  options: LoopbackOptions
  signingSecret: string
  appId: string
  appToken: string
  configurationToken: string
  client: { id: string; secret: string }
  teams: Map<string, Team>
  homeTeam: Team
  users: Map<string, User>
  channels: Map<string, Channel>
  messages: Message[]
  /** Roots of threads whose message is gone: Slack keeps a tombstone. */
  tombstones: Set<string>
  views: Map<string, View>
  /** The open modals of a person, the bottom one first. */
  stacks: Map<string, string[]>
  homes: Map<string, string>
  files: Map<string, SlackFile>
  triggers: Map<string, Trigger>
  replies: Map<string, Reply>
  threads: Map<string, AgentThread>
  faults: { method: string; fault: Fault; left: number }[]
  calls: Call[]
  deliveries: Delivery[]
  events: string[]
  isRateLimited: boolean
  tickets: Set<string>
  streams: Map<string, { startedAt: number; blocks: number }>
  lastMicros: number
  base: string
}

let counter = 100_000

/** A number that grows with every call, as text: no two ids of a run are the same. */
export function nextNumber(): string {
  counter += 1
  return String(counter)
}

/** An id that nobody can guess, for what an app must not be able to make up. */
export function secretId(): string {
  return randomBytes(12).toString('hex')
}

/** A time stamp of Slack: seconds and six digits, later than every one before it. */
export function nextTs(world: World): string {
  world.lastMicros = Math.max(Math.floor(world.clock() * 1e6), world.lastMicros + 1)
  const digits = String(world.lastMicros)
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** The direct-message channel of the app and a person, made on first use. */
export function directChannel(world: World, userId: string): Channel {
  const user = world.users.get(userId)
  if (user === undefined) throw new Error(`no user ${userId}: call addUser first`)
  const team = world.teams.get(user.team_id) ?? world.homeTeam
  const id = `D${userId.replace(/^[UW]_?/, '')}${team === world.homeTeam ? '' : team.id}`
  const known = world.channels.get(id)
  if (known !== undefined) return known
  const made: Channel = {
    id,
    name: 'directmessage',
    kind: 'im',
    members: [userId, team.botUserId],
    isShared: false,
    isArchived: false,
    team_id: team.id,
  }
  world.channels.set(id, made)
  return made
}

/** A message that is still there, by channel and time stamp. */
export function messageAt(world: World, channel: string, ts: string): Message | undefined {
  return world.messages.find((message) => message.channel === channel && message.ts === ts)
}

/** A fresh trigger: good for one modal within three seconds. */
export function newTrigger(
  world: World,
  user: string,
  team_id: string,
  view: string | null,
): string {
  const id = `${nextNumber()}.${nextNumber()}.${secretId()}`
  world.triggers.set(id, { user, team_id, at: world.clock(), isUsed: false, view })
  return id
}

/** A fresh address for answers to a click or a command: five uses, thirty minutes. */
export function newReply(world: World, reply: Omit<Reply, 'usesLeft' | 'at'>): string {
  const id = secretId()
  world.replies.set(id, { ...reply, usesLeft: 5, at: world.clock() })
  return `${world.base}/response/${id}`
}
