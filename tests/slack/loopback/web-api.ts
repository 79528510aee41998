// One call of the Web API: who asks, may they, what comes back.
import { Refusal, type Asked, type Method } from './answers.ts'
import { appMethods } from './methods-app.ts'
import { chatMethods } from './methods-chat.ts'
import { conversationMethods } from './methods-conversations.ts'
import { fileMethods } from './methods-files.ts'
import { streamMethods } from './methods-stream.ts'
import { viewMethods } from './methods-views.ts'
import type { Team, World } from './state.ts'
import type { Fault, Fields } from './types.ts'

export const methods: Record<string, Method> = {
  ...appMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...streamMethods,
  ...viewMethods,
}

/** Every scope that some method here asks for, and those of the events. */
export const knownScopes = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'users:read',
  'users:read.email',
]

export type Answer = { status: number; headers: Record<string, string>; body: Fields }

/** What comes back, or that the connection is to be cut. */
export type Outcome = Answer | 'hang up'

function whoAsks(world: World, method: Method, token: string | undefined): Team {
  const kind = method.token ?? 'bot'
  if (kind === 'none') return world.homeTeam
  if (token === undefined || token === '') throw new Refusal('not_authed')
  const isApp = token === world.appToken
  const isConfiguration = token === world.configurationToken
  if (kind === 'app' && isApp) return world.homeTeam
  if (kind === 'configuration' && isConfiguration) return world.homeTeam
  const team = [...world.teams.values()].find((one) => one.botToken === token)
  if (team === undefined && !isApp && !isConfiguration) throw new Refusal('invalid_auth')
  if (team?.isRevoked === true) throw new Refusal('token_revoked')
  if (team === undefined || kind !== 'bot') throw new Refusal('not_allowed_token_type')
  return team
}

function refuseArguments(method: Method, args: Fields): void {
  const names = method.args.map((name) => name.replace('!', ''))
  const missing = method.args
    .filter((name) => name.endsWith('!'))
    .map((name) => name.slice(0, -1))
    .filter((name) => args[name] === undefined || args[name] === null || args[name] === '')
  const unknown = Object.keys(args).filter(
    (name) => name !== 'token' && name !== 'team_id' && !names.includes(name),
  )
  if (missing.includes('channel')) throw new Refusal('channel_not_found')
  if (missing.length + unknown.length > 0) {
    throw new Refusal('invalid_arguments', [
      ...missing.map((name) => `missing required field: ${name}`),
      ...unknown.map((name) => `no such argument: ${name}`),
    ])
  }
}

function refuseScopes(method: Method, asked: Asked): void {
  const needed = typeof method.scopes === 'function' ? method.scopes(asked) : method.scopes
  const missing = needed.filter((scope) => !asked.team.scopes.includes(scope))
  if (missing.length > 0 && (method.token ?? 'bot') === 'bot') {
    throw new Refusal('missing_scope', [], {
      needed: missing.join(','),
      provided: asked.team.scopes.join(','),
    })
  }
}

/** Seconds until the call is allowed again, or null if it is allowed now. */
function secondsToWait(world: World, name: string, method: Method, args: Fields): number | null {
  if (!world.isRateLimited) return null
  const now = world.clock()
  const isSame = (body: Fields) =>
    method.isPerChannel !== true || body['channel'] === args['channel']
  // A message a second and channel, in short bursts; the rest is counted by the minute.
  const [window, most] = method.isPerChannel === true ? [10, 10] : [60, method.perMinute]
  const recent = world.calls.filter(
    (call) =>
      call.method === name && call.status === 200 && now - call.at < window && isSame(call.body),
  )
  if (recent.length < most) return null
  return Math.max(1, Math.ceil(window - (now - recent.at(-most)!.at)))
}

/** The fault that a test planned for the next call of a method, taken off the list. */
export function takeFault(world: World, name: string): Fault | null {
  const index = world.faults.findIndex((one) => one.method === name)
  const planned = world.faults[index]
  if (planned === undefined) return null
  planned.left -= 1
  if (planned.left === 0) world.faults.splice(index, 1)
  return planned.fault
}

/** What a planned fault answers; null = it only delays. */
export function faultAnswer(fault: Fault): Outcome | null {
  if (fault.hangUp === true) return 'hang up'
  if (fault.retryAfterSeconds !== undefined) return tooMany(fault.retryAfterSeconds)
  if (fault.error !== undefined) {
    return { status: fault.status ?? 200, headers: {}, body: { ok: false, error: fault.error } }
  }
  if (fault.status !== undefined && fault.status !== 200) {
    return { status: fault.status, headers: {}, body: { ok: false, error: 'internal_error' } }
  }
  return null
}

function tooMany(seconds: number): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { ok: false, error: 'ratelimited' },
  }
}

/** What is answered where the caller is known: done, or refused. */
function answer(
  world: World,
  name: string,
  args: Fields,
  token: string | undefined,
): Answer & {
  team: Team | null
} {
  let team: Team | null = null
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  try {
    if (method === undefined) throw new Refusal('unknown_method', [], { req_method: name })
    team = whoAsks(world, method, token)
    const wait = secondsToWait(world, name, method, args)
    if (wait !== null) return { ...tooMany(wait), team }
    refuseArguments(method, args)
    const asked = { world, team, args }
    refuseScopes(method, asked)
    return {
      status: 200,
      headers: scopeHeader(team),
      body: { ok: true, ...method.run(asked) },
      team,
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {
      status: 200,
      headers: team === null ? {} : scopeHeader(team),
      body: { ok: false, error: error.code, ...error.more },
      team,
    }
  }
}

const scopeHeader = (team: Team) => ({ 'x-oauth-scopes': team.scopes.join(',') })

/** Takes one call, with the fault that a test planned for it, and remembers it. */
export async function callMethod(
  world: World,
  name: string,
  args: Fields,
  token: string | undefined,
): Promise<Outcome> {
  const fault = takeFault(world, name)
  if (fault?.delayMs !== undefined) await new Promise((done) => setTimeout(done, fault.delayMs))
  const at = world.clock()
  const { token: _, ...body } = args
  const planned = fault === null ? null : faultAnswer(fault)
  const isDone = planned === null || fault!.afterDoing === true
  const real = isDone ? answer(world, name, args, token) : null
  const outcome: Outcome = planned ?? real!
  const isCut = outcome === 'hang up'
  world.calls.push({
    method: name,
    body,
    answer: isCut ? null : structuredClone(outcome.body),
    status: isCut ? 0 : outcome.status,
    at,
    team_id: real?.team?.id ?? world.homeTeam.id,
  })
  return outcome
}
