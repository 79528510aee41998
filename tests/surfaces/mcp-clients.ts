// Clients that other people wrote, each spoken to in the same words.
import { createMCPClient } from '@ai-sdk/mcp'
import { Experimental_StdioMCPTransport as AiStdio } from '@ai-sdk/mcp/mcp-stdio'
import { Client as ModernClient, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { installed, launcher, runToEnd, type Environment, type Program } from './mcp-program.ts'

type Result = { content: { text?: string }[]; structuredContent?: unknown; isError?: boolean }

/** What the libraries have in common, and what is asked of the command line. */
export type ForeignClient = {
  listTools(): Promise<{ tools: { name: string }[] }>
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<Result>
  listResources(): Promise<{ resources: { uri: string }[] }>
  readResource(asked: { uri: string }): Promise<{ contents: { text?: string }[] }>
  listPrompts(): Promise<{ prompts: { name: string }[] }>
  getPrompt(asked: { name: string; arguments?: Record<string, string> }): Promise<{
    messages: { content: { text?: string } }[]
  }>
  close(): Promise<void>
}

export type Way = 'http' | 'stdio'
type Connect = (program: Program, way: Way) => Promise<ForeignClient>

const started = (env: Environment) => ({ command: process.execPath, args: [launcher, 'mcp'], env })
const identity = { name: 'interop', version: '1' }

const v1: Connect = async ({ mcp, environment }, way) => {
  const client = new OldClient(identity)
  const transport = way === 'http' ? new OldHttp(new URL(mcp)) : new OldStdio(started(environment))
  await client.connect(transport as Transport)
  return client as unknown as ForeignClient
}

const v2: Connect = async ({ mcp, environment }, way) => {
  const client = new ModernClient(identity, { versionNegotiation: { mode: 'auto' } })
  await client.connect(
    way === 'http'
      ? new StreamableHTTPClientTransport(new URL(mcp))
      : new StdioClientTransport(started(environment)),
  )
  return client as unknown as ForeignClient
}

const aiSdk: Connect = async ({ mcp, environment }, way) => {
  const transport =
    way === 'http' ? { type: 'http' as const, url: mcp } : new AiStdio(started(environment))
  return (await createMCPClient({ transport })) as unknown as ForeignClient
}

const inspectorFile = installed('@modelcontextprotocol/inspector/clients/launcher/build/index.js')

/** Runs the inspector's command line once and returns what it printed. Throws with it when it failed. */
export async function inspect(program: Program, way: Way, asked: string[]): Promise<unknown> {
  const { environment, mcp } = program
  const target = way === 'http' ? [mcp, '--transport', 'http'] : [process.execPath, launcher, 'mcp']
  const told = ['-e', `QUARTERMASTER_DATA=${environment['QUARTERMASTER_DATA']}`]
  const args = ['--cli', ...target, ...(way === 'stdio' ? told : []), ...asked]
  // It keeps files in the home folder.
  const env = { ...environment, HOME: environment['QUARTERMASTER_DATA']! }
  const { code, out, errors } = await runToEnd(inspectorFile, args, { env })
  if (code !== 0) throw new Error(`${code} ${out} ${errors}`)
  return JSON.parse(out)
}

const inspector: Connect = (program, way) => {
  const run = <Answer>(...asked: string[]) => inspect(program, way, asked) as Promise<Answer>
  return Promise.resolve({
    listTools: () => run('--method', 'tools/list', '--strict'),
    callTool: ({ name, arguments: input }) => {
      const call = ['--tool-name', name, '--tool-args-json', JSON.stringify(input)]
      return run('--method', 'tools/call', ...call)
    },
    listResources: () => run('--method', 'resources/list'),
    readResource: ({ uri }) => run('--method', 'resources/read', '--uri', uri),
    listPrompts: () => run('--method', 'prompts/list'),
    getPrompt: ({ name, arguments: given = {} }) => {
      const pairs = Object.entries(given).map(([key, value]) => `${key}=${value}`)
      return run('--method', 'prompts/get', '--prompt-name', name, '--prompt-args', ...pairs)
    },
    close: () => Promise.resolve(),
  })
}

export const foreignClients: [string, Connect][] = [
  ['the v1 SDK (2025-11-25)', v1],
  ['the v2 SDK (2026-07-28)', v2],
  ['the AI SDK', aiSdk],
  ["the inspector's command line", inspector],
]
