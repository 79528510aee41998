import { expect, it } from 'vitest'
import { quietClient, refusedAnswer } from './clients.ts'
import { faultsOfManifest } from './manifest-rules.ts'
import { loopbackSlack } from './slack.ts'

const manifest = {
  display_information: { name: 'Quartermaster' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'Quartermaster' },
    agent_view: { agent_description: 'Says what to reorder, and why' },
    slash_commands: [{ command: '/reorder', description: 'What to reorder' }],
  },
  oauth_config: {
    scopes: {
      bot: ['app_mentions:read', 'assistant:write', 'chat:write', 'commands', 'im:history'],
    },
  },
  settings: {
    event_subscriptions: { bot_events: ['app_home_opened', 'app_mention', 'message.im'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
}

const spoilt = (change: (copy: typeof manifest) => void) => {
  const copy = structuredClone(manifest)
  change(copy)
  return faultsOfManifest(copy).map((one) => `${one.at}: ${one.says}`)
}

it('takes a manifest whose scopes and subscriptions fit', () => {
  expect(faultsOfManifest(manifest)).toEqual([])
})

it.each<[string, (copy: typeof manifest) => void, string]>([
  ['a name of 36', (copy) => (copy.display_information.name = 'x'.repeat(36)), 'less than 36'],
  ['an unknown scope', (copy) => copy.oauth_config.scopes.bot.push('admin'), 'must be one of'],
  [
    'an unknown event',
    (copy) => copy.settings.event_subscriptions.bot_events.push('all'),
    'must be one of',
  ],
  [
    'an event without its scope',
    (copy) => copy.oauth_config.scopes.bot.pop(),
    'message.im requires the scope im:history',
  ],
  [
    'a command in capitals',
    (copy) => (copy.features.slash_commands[0]!.command = '/Reorder'),
    'small letters',
  ],
  [
    'HTTP without addresses',
    (copy) => (copy.settings.socket_mode_enabled = false),
    'is needed without Socket Mode',
  ],
  ['an unknown field', (copy) => Object.assign(copy.features, { magic: true }), 'no such field'],
])('refuses %s', (_, change, says) => {
  expect(spoilt(change).join('\n')).toContain(says)
})

it('gives the loopback the scopes and events of the manifest, and validates it over the API', async () => {
  const slack = await loopbackSlack({ manifest })
  const configuration = quietClient(slack, slack.tokens.configuration)
  await configuration.apps.manifest.validate({ manifest: JSON.stringify(manifest) } as never)
  const call = configuration.apps.manifest.validate({ manifest: '{}' } as never)
  expect(await refusedAnswer(call)).toMatchObject({ error: 'invalid_manifest' })
  const answer = await quietClient(slack).auth.test()
  expect(answer.response_metadata?.scopes).toEqual(manifest.oauth_config.scopes.bot)
  await slack.close()
})
