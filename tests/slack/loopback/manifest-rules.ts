// What Slack demands of an app's manifest: fields, lengths, and that scopes and subscriptions fit one another.
import {
  boolean,
  fault,
  httpsUrl,
  isFields,
  list,
  object,
  oneOf,
  shaped,
  string,
  integer,
  type BlockFault,
} from './rules.ts'

type Fields = Record<string, unknown>

const events: Record<string, string[]> = {
  app_home_opened: [],
  app_context_changed: [],
  app_uninstalled: [],
  tokens_revoked: [],
  agent_session_stopped: [],
  agent_session_title_changed: [],
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  user_change: ['users:read'],
  team_join: ['users:read'],
  member_joined_channel: ['channels:read'],
  member_left_channel: ['channels:read'],
  channel_archive: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_shared: ['channels:read'],
  channel_unshared: ['channels:read'],
  reaction_added: ['reactions:read'],
  file_shared: ['files:read'],
}

const botScopes = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'chat:write.public',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'metadata.message:read',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users.profile:read',
  'users:read',
  'users:read.email',
]

const color = shaped(7, /^#[0-9a-fA-F]{6}$/, 'must be a colour like #0055AA')
const prompts = list(object({ title: string(75), message: string(2000) }), 4)

const manifestRule = object({
  '_metadata?': object({ 'major_version?': integer(1, 2), 'minor_version?': integer(0, 9) }),
  display_information: object({
    name: string(35),
    'description?': string(140),
    'long_description?': string(4000, 174),
    'background_color?': color,
  }),
  'features?': object({
    'app_home?': object({
      'home_tab_enabled?': boolean,
      'messages_tab_enabled?': boolean,
      'messages_tab_read_only_enabled?': boolean,
    }),
    'agent_view?': object({
      agent_description: string(300),
      'suggested_prompts?': prompts,
      'actions?': list(object({ name: string(75), description: string(150) }), 10),
    }),
    'bot_user?': object({
      display_name: shaped(80, /^[\w .-]+$/, 'letters, digits, spaces, dots, dashes'),
      'always_online?': boolean,
    }),
    'slash_commands?': list(
      object({
        command: shaped(32, /^\/[a-z0-9_-]+$/, 'must be a slash and small letters'),
        description: string(2000),
        'should_escape?': boolean,
        'url?': httpsUrl,
        'usage_hint?': string(1000),
      }),
      50,
    ),
  }),
  'oauth_config?': object({
    'redirect_urls?': list(httpsUrl, 1000),
    'scopes?': object({ 'bot?': list(oneOf(...botScopes), 255) }),
    'token_management_enabled?': boolean,
  }),
  'settings?': object({
    'allowed_ip_address_ranges?': list(string(50), 10),
    'event_subscriptions?': object({
      'request_url?': httpsUrl,
      'bot_events?': list(oneOf(...Object.keys(events)), 100),
    }),
    'interactivity?': object({
      is_enabled: boolean,
      'request_url?': httpsUrl,
      'message_menu_options_url?': httpsUrl,
    }),
    'org_deploy_enabled?': boolean,
    'socket_mode_enabled?': boolean,
    'token_rotation_enabled?': boolean,
  }),
})

const inside = (node: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((at, name) => (isFields(at) ? at[name] : undefined), node)

/** The bot scopes that a manifest asks for. */
export function scopesOf(manifest: Fields): string[] {
  return (inside(manifest, 'oauth_config', 'scopes', 'bot') as string[] | undefined) ?? []
}

/** The events that a manifest subscribes to. */
export function eventsOf(manifest: Fields): string[] {
  const path = ['settings', 'event_subscriptions', 'bot_events']
  return (inside(manifest, ...path) as string[] | undefined) ?? []
}

/** The scopes without which Slack sends no such event. */
export function scopesForEvent(name: string): string[] {
  return events[name] ?? []
}

function faultsOfUrls(manifest: Fields): BlockFault[] {
  if (inside(manifest, 'settings', 'socket_mode_enabled') === true) return []
  const commands = (inside(manifest, 'features', 'slash_commands') as Fields[] | undefined) ?? []
  const needed = commands.map((one, index): [unknown, string] => [
    one['url'],
    `/features/slash_commands/${index}/url`,
  ])
  for (const part of ['event_subscriptions', 'interactivity']) {
    if (inside(manifest, 'settings', part) !== undefined) {
      const url = inside(manifest, 'settings', part, 'request_url')
      needed.push([url, `/settings/${part}/request_url`])
    }
  }
  return needed.flatMap(([url, at]) =>
    url === undefined ? fault(at, 'is needed without Socket Mode') : [],
  )
}

/** Everything that Slack would refuse of a manifest; empty = it takes it. */
export function faultsOfManifest(manifest: unknown): BlockFault[] {
  const faults = manifestRule(manifest, '', { surface: 'message' })
  if (faults.length > 0) return faults
  const own = manifest as Fields
  const scopes = scopesOf(own)
  for (const name of eventsOf(own)) {
    for (const scope of scopesForEvent(name)) {
      if (!scopes.includes(scope)) {
        const at = '/settings/event_subscriptions/bot_events'
        faults.push(...fault(at, `${name} requires the scope ${scope}`))
      }
    }
  }
  if (inside(own, 'features', 'slash_commands') !== undefined && !scopes.includes('commands')) {
    faults.push(...fault('/oauth_config/scopes/bot', 'slash commands require the scope commands'))
  }
  if (inside(own, 'features', 'agent_view') !== undefined && !scopes.includes('assistant:write')) {
    faults.push(
      ...fault('/oauth_config/scopes/bot', 'agent_view requires the scope assistant:write'),
    )
  }
  if (scopes.length > 0 && inside(own, 'features', 'bot_user') === undefined) {
    faults.push(...fault('/features/bot_user', 'bot scopes require a bot user'))
  }
  return [...faults, ...faultsOfUrls(own)]
}
