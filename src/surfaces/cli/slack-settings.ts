import type { Config } from '#root/config.ts'
import type { ShopSlack, Shop } from '#operations/shop.ts'
import type { SlackInstalls } from '#operations/slack-people.ts'
import type { SlackSettings } from '../slack/program.ts'
import { checkSlack } from '../slack/install-check.ts'
import { slackInstalls } from '../slack/install.ts'
import { eventsPath } from '../slack/manifest.ts'
import { slackSettings } from './slack-program.ts'

/** The connection to Slack as people see it, or null while there is none. */
export function shopSlack(config: Config): ShopSlack | null {
  const settings = slackSettings(config)
  if (settings === null) return null
  const publicAddress = config.publicUrl?.origin ?? null
  const called = `Slack calls ${publicAddress ?? 'this server'}${eventsPath}`
  const ways = [
    ...(settings.appToken === null ? [] : ['Socket Mode']),
    ...(settings.signingSecret === null ? [] : [called]),
  ]
  return {
    label: ways.join(', '),
    installs: settings.install !== null,
    check: (db) => checkSlack(db, { ...settings, publicAddress }, () => new Date()),
  }
}

/** Installing the app in workspaces, or null where the configuration names no app. */
export function installsOf(
  { db, now }: Pick<Shop, 'db' | 'now'>,
  settings: SlackSettings | null,
): SlackInstalls | null {
  if (settings === null || settings.install === null) return null
  const { apiUrl, install } = settings
  return slackInstalls({ db, settings: { apiUrl, install }, now })
}
