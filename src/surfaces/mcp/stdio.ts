import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { holderOfTheMachine, type McpHost } from './host.ts'
import { buildMcpServer } from './server.ts'

/** Serves both protocol eras over standard input and output until the client closes them. Nothing else may print there. */
export function mcpOverStdio(host: McpHost): Promise<void> {
  return new Promise((resolve) => {
    serveStdio(() => buildMcpServer(host, holderOfTheMachine))
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
  })
}
