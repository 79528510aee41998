// auth, sockets, installation, the agent's threads, reactions, manifests.
import { faultsOfManifest } from './manifest-rules.ts'
import { listArg, objectArg, Refusal, textArg, type Asked, type Method } from './answers.ts'
import { channelArg } from './methods-chat.ts'
import { messageAt, secretId, type AgentThread, type Team, type World } from './state.ts'

/** What a token says about itself and its workspace. */
function authTest({ world, team }: Asked): Record<string, unknown> {
  return {
    url: 'https://loopback.example/',
    team: team.name,
    user: 'quartermaster',
    team_id: team.id,
    user_id: team.botUserId,
    bot_id: `B${team.botUserId.slice(1)}`,
    app_id: world.appId,
    is_enterprise_install: false,
  }
}

function access(world: World, team: Team): Record<string, unknown> {
  team.code = null
  team.isRevoked = false
  return {
    app_id: world.appId,
    access_token: team.botToken,
    token_type: 'bot',
    scope: team.scopes.join(','),
    bot_user_id: team.botUserId,
    team: { id: team.id, name: team.name },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: team.installedBy },
  }
}

function threadAt(asked: Asked): AgentThread {
  const { world, args } = asked
  const channel = channelArg({ ...asked, args: { channel: args['channel_id'] } })
  const ts = textArg(args, 'thread_ts') ?? ''
  if (messageAt(world, channel.id, ts) === undefined) throw new Refusal('thread_not_found')
  const key = `${channel.id}:${ts}`
  const thread = world.threads.get(key) ?? { status: '', title: '', prompts: [] }
  world.threads.set(key, thread)
  return thread
}

const assistant: Record<string, Method> = {
  'assistant.threads.setStatus': {
    scopes: ['assistant:write'],
    args: ['channel_id!', 'thread_ts!', 'status', 'loading_messages'],
    perMinute: 100,
    run: (asked) => {
      threadAt(asked).status = textArg(asked.args, 'status') ?? ''
      return {}
    },
  },
  'assistant.threads.setTitle': {
    scopes: ['assistant:write'],
    args: ['channel_id!', 'thread_ts!', 'title!'],
    perMinute: 50,
    run: (asked) => {
      threadAt(asked).title = textArg(asked.args, 'title') ?? ''
      return {}
    },
  },
  'assistant.threads.setSuggestedPrompts': {
    scopes: ['assistant:write'],
    args: ['channel_id!', 'thread_ts', 'title', 'prompts!'],
    perMinute: 50,
    run: (asked) => {
      const prompts = listArg(asked.args, 'prompts', 'invalid_arguments') ?? []
      const isRight = prompts.every((prompt) => {
        const { title, message, ...rest } = prompt as Record<string, unknown>
        const texts = [title, message].every((one) => typeof one === 'string' && one !== '')
        return texts && Object.keys(rest).length === 0
      })
      if (prompts.length < 1 || prompts.length > 4 || !isRight) {
        throw new Refusal('invalid_arguments', ['one to four prompts of title and message'])
      }
      const { world, args } = asked
      // With the agent view the prompts may stand above the thread, before anything is said.
      if (args['thread_ts'] === undefined) {
        const channel = channelArg({ ...asked, args: { channel: args['channel_id'] } })
        const own = prompts as Record<string, unknown>[]
        world.threads.set(`${channel.id}:`, { status: '', title: '', prompts: own })
      } else threadAt(asked).prompts = prompts as Record<string, unknown>[]
      return {}
    },
  },
}

export const appMethods: Record<string, Method> = {
  'auth.test': { scopes: [], args: [], perMinute: 1000, run: authTest },
  'apps.connections.open': {
    scopes: [],
    token: 'app',
    args: [],
    perMinute: 20,
    run: ({ world }) => {
      const ticket = secretId()
      world.tickets.add(ticket)
      return { url: `${world.base.replace('http:', 'ws:')}/link/?ticket=${ticket}` }
    },
  },
  'oauth.v2.access': {
    scopes: [],
    token: 'none',
    args: ['client_id', 'client_secret', 'code!', 'redirect_uri', 'grant_type'],
    perMinute: 100,
    run: ({ world, args }) => {
      const isClient =
        args['client_id'] === world.client.id && args['client_secret'] === world.client.secret
      if (args['client_id'] !== world.client.id) throw new Refusal('invalid_client_id')
      if (!isClient) throw new Refusal('bad_client_secret')
      const code = textArg(args, 'code')
      const team = [...world.teams.values()].find((one) => one.code !== null && one.code === code)
      if (team === undefined) throw new Refusal('invalid_code')
      return access(world, team)
    },
  },
  'auth.revoke': {
    scopes: [],
    args: ['test'],
    perMinute: 50,
    run: ({ team, args }) => {
      if (args['test'] !== true && args['test'] !== 'true') team.isRevoked = true
      return { revoked: team.isRevoked }
    },
  },
  'reactions.add': {
    scopes: ['reactions:write'],
    args: ['channel!', 'timestamp!', 'name!'],
    perMinute: 50,
    run: (asked) => {
      const channel = channelArg(asked)
      const message = messageAt(asked.world, channel.id, textArg(asked.args, 'timestamp') ?? '')
      if (message === undefined) throw new Refusal('message_not_found')
      const name = textArg(asked.args, 'name') ?? ''
      if (!/^[a-z0-9_+'-]+$/.test(name)) throw new Refusal('invalid_name')
      if (message.reactions.includes(name)) throw new Refusal('already_reacted')
      message.reactions.push(name)
      return {}
    },
  },
  'apps.manifest.validate': {
    scopes: [],
    token: 'configuration',
    args: ['manifest!', 'app_id'],
    perMinute: 20,
    run: ({ args }) => {
      const manifest = objectArg(args, 'manifest', 'invalid_manifest')
      const faults = faultsOfManifest(manifest)
      if (faults.length === 0) return {}
      throw new Refusal('invalid_manifest', [], {
        errors: faults.map((one) => ({ message: one.says, pointer: one.at })),
      })
    },
  },
  ...assistant,
}
