import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { McpCaller, McpHost } from './host.ts'
import { buildMcpServer } from './server.ts'

/** Serves both protocol eras over standard input and output until the client closes them. Nothing else may print there. */
export function mcpOverStdio(host: McpHost, holder: () => Promise<McpCaller>): Promise<void> {
  return new Promise((resolve) => {
    serveStdio(async () => buildMcpServer(host, await holder()))
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
  })
}
