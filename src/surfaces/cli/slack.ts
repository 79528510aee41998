import type { Command } from 'commander'
import { readConfig } from '#root/config.ts'
import { QuartermasterError } from '#root/errors.ts'
import { printJson } from './print.ts'

/** Adds `slack manifest`: what to paste where Slack asks for the manifest of a new app. */
export function addSlackCommands(program: Command): void {
  const slack = program.command('slack').description('connect the shop to Slack')
  slack
    .command('manifest')
    .description('print the manifest of the Slack app as JSON')
    .option('--socket', 'for Socket Mode: the shop calls Slack and needs no public address')
    .option(
      '--url <address>',
      'for HTTP: the https address where Slack calls the shop (PUBLIC_URL)',
    )
    .action(async (options: { socket?: boolean; url?: string }) => {
      const { appManifest } = await import('../slack/manifest.ts')
      const { listeners } = await import('../slack/listeners.ts')
      printJson(appManifest(listeners, calledAt(options)))
    })
}

/** The origin at which Slack calls the shop, or null for Socket Mode, which is what nobody asked otherwise gets. */
function calledAt({ socket, url }: { socket?: boolean; url?: string }): string | null {
  if (socket === true && url !== undefined) {
    throw new QuartermasterError(
      'invalid',
      '--socket and --url contradict one another: either the shop calls Slack, or Slack calls the shop.',
      'Leave one of them out; Socket Mode is the quicker way.',
    )
  }
  if (socket === true) return null
  if (url === undefined) return readConfig(process.env).publicUrl?.origin ?? null
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return new URL(url).origin
  throw new QuartermasterError(
    'invalid',
    `"${url.slice(0, 100)}" is no https address, and Slack calls no other.`,
    'Name the address that reaches this server, such as --url https://buying.example.com/ or use --socket.',
  )
}
