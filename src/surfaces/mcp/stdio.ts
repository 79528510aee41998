import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { buildMcpServer, type McpHost } from './server.ts'

/** Serves both protocol eras over standard input and output until the client closes them. Nothing else may print there. */
export function mcpOverStdio(host: McpHost): Promise<void> {
  return new Promise((resolve) => {
    serveStdio(() => buildMcpServer(host))
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
  })
}
