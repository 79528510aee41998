import { join } from 'node:path'
import type { Command } from 'commander'
import { readConfig, type Config } from '#root/config.ts'
import { QuartermasterError } from '#root/errors.ts'
import { clientConfig, clientName, knownClients, type ClientConfig } from '../mcp/client-configs.ts'
import type { LocalServer, RemoteServer } from '../mcp/client-formats.ts'
import { globalOptions } from './connect.ts'
import { printJson } from './print.ts'
import { consoleAddress } from './sign-in-link.ts'

type Options = { http?: boolean; url?: string; token?: boolean }

const launcher = join(import.meta.dirname, '..', '..', '..', 'bin', 'quartermaster.mjs')

/** Adds `mcp config`: what to paste where, for a client to find this server. */
export function addMcpConfigCommand(mcp: Command): void {
  mcp
    .command('config')
    .description('print what to paste into a client, so that it finds this server')
    .argument('[client]', `${knownClients.join(', ')}; without one they are listed`)
    .option('--http', 'connect to the running server, where the client would start one itself')
    .option('--url <url>', 'the address of the server, with its path (as --http)')
    .option('--token', 'with a place for a token (always, where the address is not loopback)')
    .action(async (client: string | undefined, options: Options, command: Command) => {
      if (client === undefined) return listClients(globalOptions(command).json === true)
      const config = readConfig(process.env)
      const server = await serverOf(config, options)
      const told = clientConfig(client, server)
      if (globalOptions(command).json) return printJson(told)
      const notes = [told.where, ...identityNotes[told.identity], ...notesOn(config, server)]
      // Apart, so that standard output is what a client reads and nothing else.
      process.stderr.write(`${notes.map((note) => `${note}.\n`).join('')}\n`)
      process.stdout.write(`${told.paste}\n`)
    })
}

function listClients(json: boolean): void {
  const known = knownClients.map((client) => ({ client, name: clientName(client) }))
  if (json) return printJson(known)
  process.stdout.write(known.map(({ client, name }) => `${client.padEnd(12)}  ${name}\n`).join(''))
}

async function serverOf(config: Config, options: Options): Promise<LocalServer | RemoteServer> {
  if (options.http || options.url !== undefined) {
    const url = addressOf(options.url ?? `${await consoleAddress(config)}/mcp`)
    return { url: url.href, needsToken: options.token === true || !isLoopback(url) }
  }
  const told = process.env['QUARTERMASTER_DATA'] ? { QUARTERMASTER_DATA: config.dataFolder } : {}
  return {
    command: process.execPath,
    args: [launcher, 'mcp'],
    environment: config.databaseUrl === null ? told : {},
  }
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url
  throw new QuartermasterError(
    'invalid',
    `"${text}" is not an address of a server.`,
    'Give it with its path, such as https://buying.example.com/mcp.',
  )
}

const isLoopback = ({ hostname }: URL) => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)

/** What to do besides pasting. */
const identityNotes: Record<ClientConfig['identity'], string[]> = {
  none: [],
  token: [
    'The token is made by: quartermaster token create --person <id> --name "<what for>". The text says where it goes',
  ],
  sign_in: [
    'It signs people in at your identity provider: the server needs MCP_ISSUER and PUBLIC_URL',
  ],
}

function notesOn(config: Config, server: LocalServer | RemoteServer): string[] {
  if ('url' in server || config.databaseUrl === null) return []
  return ['DATABASE_URL has a password and is not printed: set it where the client starts']
}
