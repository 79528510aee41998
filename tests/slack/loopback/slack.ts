// A Slack on the loopback address for tests: it keeps state, and refuses what Slack would refuse.
import { openPost } from './deliver.ts'
import { openDoor } from './door.ts'
import { eventsOf, scopesOf } from './manifest-rules.ts'
import { modalsOf } from './modals.ts'
import { peopleOf } from './people.ts'
import { directChannel, nextNumber, secretId, type Team, type World } from './state.ts'
import { knownScopes } from './web-api.ts'
import type { LoopbackOptions, LoopbackSlack, NewTeam } from './types.ts'

const usualEvents = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'member_joined_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'tokens_revoked',
  'user_change',
]

function newTeam(team: NewTeam, scopes: string[]): Team {
  return {
    id: team.id,
    name: team.name,
    botToken: team.botToken ?? `xoxb-${team.id}-${secretId()}`,
    botUserId: team.botUserId ?? `UBOT${team.id}`,
    scopes: team.scopes ?? scopes,
    code: team.code ?? null,
    installedBy: team.installedBy ?? `UADMIN${team.id}`,
    isRevoked: false,
  }
}

function newWorld(options: LoopbackOptions): World {
  const manifest = options.manifest ?? {}
  const scopes =
    options.scopes ?? (options.manifest === undefined ? [...knownScopes] : scopesOf(manifest))
  const homeTeam = newTeam({ id: options.teamId ?? 'T0HOME', name: 'Loopback Ltd' }, scopes)
  return {
    clock: options.clock ?? (() => Date.now() / 1000),
    options,
    signingSecret: options.signingSecret ?? secretId(),
    appId: `A${nextNumber()}`,
    appToken: `xapp-1-${secretId()}`,
    configurationToken: `xoxe.xoxp-1-${secretId()}`,
    client: options.client ?? { id: `${nextNumber()}.${nextNumber()}`, secret: secretId() },
    teams: new Map([[homeTeam.id, homeTeam]]),
    homeTeam,
    users: new Map(),
    channels: new Map(),
    messages: [],
    tombstones: new Set(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    files: new Map(),
    triggers: new Map(),
    replies: new Map(),
    threads: new Map(),
    faults: [],
    calls: [],
    deliveries: [],
    events: options.events ?? (options.manifest === undefined ? usualEvents : eventsOf(manifest)),
    isRateLimited: false,
    tickets: new Set(),
    streams: new Map(),
    lastMicros: 0,
    base: '',
  }
}

type Setting = Pick<
  LoopbackSlack,
  'addUser' | 'addChannel' | 'addTeam' | 'archive' | 'setScopes' | 'revoke' | 'limitRates' | 'fail'
>

function settingOf(world: World): Setting {
  const team = (id?: string): Team => {
    const found = world.teams.get(id ?? world.homeTeam.id)
    if (found === undefined) throw new Error(`no team ${id}: call addTeam first`)
    return found
  }
  return {
    addUser: (user) => {
      world.users.set(user.id, {
        id: user.id,
        name: user.name,
        email: user.email,
        tz: user.tz ?? 'Europe/Berlin',
        deleted: user.deleted === true,
        isRestricted: user.isRestricted === true || user.isUltraRestricted === true,
        isUltraRestricted: user.isUltraRestricted === true,
        isBot: user.isBot === true,
        isStranger: user.isStranger === true,
        team_id: user.teamId ?? world.homeTeam.id,
      })
    },
    addChannel: (channel) => {
      const { botUserId, id } = team(channel.teamId)
      world.channels.set(channel.id, {
        id: channel.id,
        name: channel.name,
        kind: channel.isPrivate === true ? 'group' : 'channel',
        members: [...channel.members, ...(channel.hasBot === false ? [] : [botUserId])],
        isShared: channel.isShared === true,
        isArchived: channel.isArchived === true,
        team_id: id,
      })
    },
    addTeam: (added) => {
      world.teams.set(added.id, newTeam(added, [...world.homeTeam.scopes]))
    },
    archive: (id) => {
      const channel = world.channels.get(id)
      if (channel === undefined) throw new Error(`no channel ${id}`)
      channel.isArchived = true
    },
    setScopes: (scopes, teamId) => {
      team(teamId).scopes = scopes
    },
    revoke: (teamId) => {
      team(teamId).isRevoked = true
    },
    limitRates: (isOn) => {
      world.isRateLimited = isOn
    },
    fail: (method, fault) => {
      world.faults.push({ method, fault, left: fault.times ?? 1 })
    },
  }
}

type Seeing = Pick<
  LoopbackSlack,
  'messages' | 'ephemerals' | 'im' | 'files' | 'calls' | 'thread' | 'deliveries' | 'lastDelivery'
>

function seeingOf(world: World): Seeing {
  const shown = (channel: string, to: string | null) =>
    world.messages
      .filter((one) => one.channel === channel && one.ephemeralTo === to)
      .map((one) => structuredClone(one))
  return {
    messages: (channel) => shown(channel, null),
    ephemerals: shown,
    im: (user) => directChannel(world, user).id,
    files: () => [...world.files.values()],
    calls: (method) => world.calls.filter((call) => method === undefined || call.method === method),
    thread: (channel, threadTs) =>
      world.threads.get(`${channel}:${threadTs}`) ?? { status: '', title: '', prompts: [] },
    deliveries: () => [...world.deliveries],
    lastDelivery: () => {
      const last = world.deliveries.at(-1)
      if (last === undefined) throw new Error('nothing was delivered yet')
      return last
    },
  }
}

/** Opens a Slack of its own on a free port, with one workspace, no people and no channels. Close it after use. */
export async function loopbackSlack(options: LoopbackOptions = {}): Promise<LoopbackSlack> {
  const world = newWorld(options)
  const door = await openDoor(world)
  const post = openPost(world, door)
  return {
    apiUrl: `${door.base}/api/`,
    tokens: {
      bot: world.homeTeam.botToken,
      app: world.appToken,
      configuration: world.configurationToken,
    },
    signingSecret: world.signingSecret,
    teamId: world.homeTeam.id,
    botUserId: world.homeTeam.botUserId,
    appId: world.appId,
    client: world.client,
    ...settingOf(world),
    ...seeingOf(world),
    ...peopleOf(world, post),
    ...modalsOf(world, post),
    connect: post.connect,
    raw: post.raw,
    sign: post.sign,
    redeliver: post.redeliver,
    hold: post.hold,
    retryNow: post.retryNow,
    sockets: () => door.sockets.size,
    dropSocket: () => {
      for (const socket of door.sockets) socket.terminate()
    },
    refreshSocket: () => {
      const warning = { type: 'disconnect', reason: 'refresh_requested' }
      for (const socket of door.sockets) socket.send(JSON.stringify(warning))
    },
    verifyUrl: () =>
      post.deliver('event', { type: 'url_verification', challenge: secretId(), token: 'unused' }),
    close: door.close,
  }
}
