import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from '@modelcontextprotocol/client'
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'

const who = { name: 'test', version: '1' }

/** A client of the 2026-07-28 revision. */
export async function modernClient(url: URL): Promise<ModernClient> {
  const client = new ModernClient(who, { versionNegotiation: { mode: 'auto' } })
  await client.connect(new ModernTransport(url))
  return client
}

/** A client of the 2025 revisions, by the independent older library, seen as one of the newer. */
export async function legacyClient(url: URL): Promise<ModernClient> {
  const client = new LegacyClient(who)
  await client.connect(new LegacyTransport(url) as unknown as Transport)
  return client as unknown as ModernClient
}

/** Both, for tests that say the same of each. */
export const bothClients: [string, (url: URL) => Promise<ModernClient>][] = [
  ['a client of the 2026-07-28 revision', modernClient],
  ['a client of the 2025 revisions', legacyClient],
]
