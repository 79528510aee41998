// What the app is in Slack: made from what the bot listens to, so that Slack sends that and nothing else.
import type { Listeners } from './router.ts'

/** The least that the bot works with: each is demanded by a call of door.ts, an event, the command or the agent view. */
export const botScopes: readonly string[] = [
  'app_mentions:read',
  'assistant:write',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:read',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
]

/** Where Slack sends events, clicks and commands, below the public address. */
export const eventsPath = '/slack/events'
/** Where Slack leads an administrator back to who installed the app. */
export const returnPath = '/slack/oauth'

const commandWords: Record<string, { description: string; usage_hint: string }> = {
  '/reorder': {
    description: 'What to reorder now, and why',
    usage_hint: '[an item, a supplier, a category or a warehouse]',
  },
}

const prompts = [
  { title: 'What should I reorder?', message: 'What should I reorder this week?' },
  { title: 'What is running out?', message: 'What will run out before its next delivery?' },
  { title: 'What is late?', message: 'Which orders are late, and what does that put at risk?' },
  { title: 'What is withheld?', message: 'Which lines are withheld, and which fact is missing?' },
]

/** Of messages the bot reads its direct ones only. */
const eventName = (listensTo: string) => (listensTo === 'message' ? 'message.im' : listensTo)

/** The events that Slack must send for these listeners. */
export function subscribedEvents({ events, notices }: Listeners): string[] {
  return [...Object.keys(events), ...Object.keys(notices)].map(eventName).toSorted()
}

function slashCommand(command: string, url: string | null) {
  const words = commandWords[command]
  if (words === undefined) throw new Error(`${command} has no words in the manifest`)
  return { command, ...words, should_escape: false, ...(url !== null && { url }) }
}

/** The manifest of the app. `address` is where Slack reaches the shop (https, its origin); null = Socket Mode. */
export function appManifest(listeners: Listeners, address: string | null) {
  const url = address === null ? null : `${address}${eventsPath}`
  const called = url === null ? {} : { request_url: url }
  return {
    display_information: {
      name: 'Quartermaster',
      description: 'Says what to reorder and why; people decide',
      background_color: '#1f3a34',
    },
    features: {
      agent_view: {
        agent_description:
          'Answers what to reorder with figures that can be checked, drafts purchase orders, and brings them to the person who decides.',
        suggested_prompts: prompts,
      },
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Quartermaster' },
      slash_commands: Object.keys(listeners.commands).map((name) => slashCommand(name, url)),
    },
    oauth_config: {
      ...(address !== null && { redirect_urls: [`${address}${returnPath}`] }),
      scopes: { bot: botScopes },
    },
    settings: {
      event_subscriptions: { ...called, bot_events: subscribedEvents(listeners) },
      interactivity: { is_enabled: true, ...called },
      org_deploy_enabled: false,
      socket_mode_enabled: address === null,
      token_rotation_enabled: false,
    },
  }
}
