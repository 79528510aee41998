import type { ServerOptions } from 'node:http'

/**
 * How long a client may take to send: connections that trickle would hold the server otherwise. Headers fit in one
 * packet; a body is a megabyte at most, on every path. What the server takes for its answer is not limited here.
 */
export const slowClients = {
  headersTimeout: 10_000,
  requestTimeout: 25_000,
  // Node looks this often, so that it closes up to so much later.
  connectionsCheckingInterval: 4_000,
} satisfies ServerOptions
