import { QuartermasterError } from '#root/errors.ts'
import { clients, type Client, type LocalServer, type RemoteServer } from './client-formats.ts'

export type ClientConfig = {
  client: string
  /** Where the text belongs, in words. */
  where: string
  /** What to paste there. */
  paste: string
  /** How the client shows who asks: not at all, with a token that has a place in the text, or by signing in. */
  identity: 'none' | 'token' | 'sign_in'
}

/** The clients that are known, by the name that `clientConfig` takes. */
export const knownClients = Object.keys(clients)

/** A known client as its maker calls it. */
export const clientName = (client: string): string => clients[client]!.name

/**
 * What to paste where so that the client finds this server. Throws QuartermasterError('invalid') for a client that is
 * not known, or that can not be connected in this way.
 */
export function clientConfig(client: string, server: LocalServer | RemoteServer): ClientConfig {
  const known = Object.hasOwn(clients, client) ? clients[client] : undefined
  if (known === undefined) {
    throw new QuartermasterError(
      'invalid',
      `There is no client "${client}".`,
      `Name one of: ${knownClients.join(', ')}.`,
    )
  }
  const isRemote = 'url' in server
  const where =
    typeof known.where === 'string' ? known.where : known.where[isRemote ? 'remote' : 'local']
  if (!isRemote) return { client, where, paste: localText(known, server), identity: 'none' }
  const paste = remoteText(known, server)
  if (known.asksFromOutside) return { client, where, paste, identity: 'sign_in' }
  return { client, where, paste, identity: server.needsToken ? 'token' : 'none' }
}

function localText({ name, local }: Client, server: LocalServer): string {
  if (local !== null) return local(server)
  throw new QuartermasterError(
    'invalid',
    `${name} can not start a program on this machine.`,
    'Give the server a public https address (PUBLIC_URL) and add --http.',
  )
}

function remoteText(
  { name, remote, local, asksFromOutside }: Client,
  server: RemoteServer,
): string {
  const isReached = !asksFromOutside || new URL(server.url).protocol === 'https:'
  if (isReached) return remote(server)
  throw new QuartermasterError(
    'invalid',
    `${name} asks from the servers of its maker, which can not reach ${server.url}.`,
    local === null
      ? 'Set PUBLIC_URL to the https address of this server, or name that address with --url.'
      : 'Leave out --http, or name a public https address with --url.',
  )
}
