// The MCP endpoint of the small shop as the program serves it, with a provider of tokens on loopback and a clock in hand.
import { serve } from '@hono/node-server'
import { SignJWT } from 'jose'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bearerIssuerOf } from '#operations/bearer-issuer.ts'
import type { Shop } from '#operations/shop.ts'
import type { OpenDatabase } from '#store/database.ts'
import { mcpRoutes } from '#surfaces/cli/mcp-routes.ts'
import { noon } from '../commands/world.ts'
import { send, toolCall, type Answer, type Sent } from '../mcp/raw-http.ts'
import type { Claims, TestIssuer } from '../web/openid-issuer.ts'
import { shopOf } from './mcp-asking.ts'

export const clock = { now: Date.parse(noon) }

export type Endpoint = { port: number; resource: string; shop: Shop; close(): Promise<void> }

/** Serves the endpoint; `changes` say what of the shop or of its place is another than on a machine of its own. */
export async function serveEndpoint(
  database: OpenDatabase,
  changes: {
    issuer?: TestIssuer
    audience?: string
    required?: boolean
    publicUrl?: URL
    person?: string
  } = {},
): Promise<Endpoint> {
  const { issuer, audience = null, required = false, publicUrl = null, person = 'ana' } = changes
  const provider =
    issuer && bearerIssuerOf({ issuer: issuer.address, audience, origins: [issuer.address] })
  const mcp = { required: required || issuer !== undefined, issuer: provider ?? null }
  const shop: Shop = {
    ...shopOf(database),
    personId: person,
    now: () => new Date(clock.now),
    mcp,
  }
  const at = { host: '127.0.0.1', publicUrl, version: '0' }
  let port = 0
  const opened = () => publicUrl?.origin ?? `http://127.0.0.1:${port}`
  const { routes, close } = await mcpRoutes(shop, at, opened)
  const server = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 }) as Server
  await new Promise((resolve) => server.once('listening', resolve))
  port = (server.address() as AddressInfo).port
  return {
    port,
    shop,
    resource: `${opened()}/mcp`,
    close: async () => {
      await close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A token as the provider makes one for this endpoint; `header` and `claims` say what is another in this one. */
export function issued(
  issuer: TestIssuer,
  { resource }: Endpoint,
  claims: Claims = {},
  header: { alg?: string; kid?: string } & Record<string, unknown> = {},
): Promise<string> {
  const seconds = Math.floor(clock.now / 1000)
  const usual: Claims = {
    iss: issuer.address,
    aud: resource,
    sub: 'subject-of-ana',
    email: 'ana@shop.example',
    email_verified: true,
    client_id: 'a client',
    scope: 'read',
    iat: seconds,
    exp: seconds + 300,
  }
  const payload = Object.fromEntries(
    Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== null),
  )
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', kid: 'rsa', ...header })
    .sign(issuer.keys.rsa.privateKey)
}

export const stockOfMugs = toolCall('get_stock_position', { item: 'MUG' })

/** One call with a token, or without one. */
export function ask(
  { port }: Pick<Endpoint, 'port'>,
  token: string | null,
  sent: Sent = stockOfMugs,
): Promise<Answer> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` }
  return send(port, { ...sent, headers: { ...sent.headers, ...authorization } })
}

export const isErrorOf = ({ message }: Answer): boolean => message?.result?.['isError'] === true
