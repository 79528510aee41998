import { randomBytes } from 'node:crypto'
import { createRequestStateCodec, InMemoryServerEventBus } from '@modelcontextprotocol/server'
import type { McpFixtures } from '../host.ts'
import { registerContents } from './contents.ts'
import { registerPapers } from './papers.ts'
import { registerQuestions } from './questions.ts'

/**
 * What the official conformance suite calls by name beside the product: `test_*` tools and prompts, `test://` resources.
 * They touch no shop. Loaded only by a program that was started to be tested.
 */
export function conformanceFixtures(): McpFixtures {
  const bus = new InMemoryServerEventBus()
  const codec = createRequestStateCodec({ key: randomBytes(32) })
  return {
    bus,
    requestState: { verify: codec.verify },
    register(server) {
      server.server.registerCapabilities({
        logging: {},
        completions: {},
        resources: { subscribe: true },
      })
      server.server.setRequestHandler('resources/subscribe', () => ({}))
      server.server.setRequestHandler('resources/unsubscribe', () => ({}))
      registerContents(server, bus)
      registerPapers(server)
      registerQuestions(server, codec)
    },
  }
}
