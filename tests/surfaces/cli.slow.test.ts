// The program as a person starts it: real processes, a real data folder, real ports.
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TurnAnswer } from '#agent/events.ts'

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'quartermaster.mjs')
const folder = mkdtempSync(join(tmpdir(), 'quartermaster-cli-'))
const shopFolder = join(folder, 'shop')

type Finished = { code: number | null; out: string; errors: string; milliseconds: number }

function environment(extra: Record<string, string> = {}): Record<string, string> {
  const clean = {
    ...process.env,
    DATABASE_URL: '',
    OPENAI_API_KEY: '',
    QUARTERMASTER_MODEL_URL: '',
  }
  return { ...clean, QUARTERMASTER_DATA: shopFolder, NO_COLOR: '1', ...extra } as Record<
    string,
    string
  >
}

function quartermaster(args: string[], extra: Record<string, string> = {}): Promise<Finished> {
  return new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(process.execPath, [launcher, ...args], { env: environment(extra) })
    let out = ''
    let errors = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.once('close', (code) =>
      resolve({ code, out, errors, milliseconds: performance.now() - began }),
    )
  })
}

type Server = { process: ChildProcess; address: string }

function startServer(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, 'start', '--port', '0'], {
      env: environment(),
    })
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (address !== undefined && said.includes('Ready in')) resolve({ process: child, address })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('close', () => reject(new Error(said)))
  })
}

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  if (server.process.exitCode === null && server.process.signalCode === null) {
    const closed = new Promise((resolve) => server.process.once('close', resolve))
    server.process.kill('SIGTERM')
    await closed
  }
  rmSync(folder, { recursive: true, force: true })
})

it('a reader who has had enough, such as head, is no failure', async () => {
  const args = [launcher, 'ask', 'what should I reorder this week?']
  const child = spawn(process.execPath, args, { env: environment() })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  child.stdout.destroy()
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(code).toBe(0)
  expect(errors).not.toMatch(/EPIPE|Error/)
})

describe('while a server owns the data folder', () => {
  it('the console answers, and /healthz', async () => {
    expect((await fetch(server.address)).status).toBe(200)
    expect(await (await fetch(`${server.address}/healthz`)).json()).toEqual({ ok: true })
  })

  it('ask goes to the server and prints the answer with its calls', async () => {
    const { code, out } = await quartermaster(['ask', '--json', 'what should I reorder this week?'])
    const answer = JSON.parse(out) as TurnAnswer
    expect(code).toBe(0)
    expect(answer.toolCalls.map((call) => call.name)).toEqual(['recommend_reorders'])
    expect(answer.text).not.toContain('{{')
    expect(Object.keys(answer.placeholders).length).toBeGreaterThan(0)
    expect(answer.milliseconds.total).toBeGreaterThan(0)
  })

  it('a conversation goes on by its id', async () => {
    const first = await quartermaster(['ask', '--json', 'what should I reorder this week?'])
    const { conversationId } = JSON.parse(first.out) as TurnAnswer
    const second = await quartermaster([
      'ask',
      '--json',
      '--conversation',
      conversationId,
      'why the first one?',
    ])
    const answer = JSON.parse(second.out) as TurnAnswer
    expect(answer.conversationId).toBe(conversationId)
    expect(answer.toolCalls.map((call) => call.name)).toEqual(['explain_recommendation'])
  })

  it('a second server is refused in a second, with what to do', async () => {
    const second = await quartermaster(['start', '--port', '0'])
    expect(second.code).toBe(1)
    expect(second.errors).toContain('QUARTERMASTER_DATA')
    expect(second.errors).toContain(server.address)
  })

  it('stdio MCP attaches to it', async () => {
    const client = new Client(
      { name: 'test', version: '1' },
      { versionNegotiation: { mode: 'auto' } },
    )
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [launcher, 'mcp'],
        env: environment(),
      }),
    )
    const { tools } = await client.listTools()
    expect(tools).toHaveLength(14)
    const result = await client.callTool({ name: 'find_items', arguments: { query: 'mug' } })
    expect(result.isError).toBeFalsy()
    expect(JSON.stringify(result.structuredContent)).toContain('MUG')
    await client.close()
  })

  it('verify proves the books and doctor finds nothing broken', async () => {
    const verify = await quartermaster(['verify', '--json'])
    expect({ code: verify.code, failed: verify.out.match(/"ok": false/g) }).toEqual({
      code: 0,
      failed: null,
    })
    const doctor = await quartermaster(['doctor', '--json'])
    expect({ code: doctor.code, failed: doctor.out.match(/"failed"/g) }).toEqual({
      code: 0,
      failed: null,
    })
  })

  it('a day that the server does not have is refused, not ignored', async () => {
    const refused = await quartermaster(['ask', '--as-of', '2020-01-01', 'hello'])
    expect(refused.code).toBe(1)
    expect(refused.errors).toContain('--as-of')
  })
})

describe('after the server was killed', () => {
  beforeAll(async () => {
    const closed = new Promise((resolve) => server.process.once('close', resolve))
    server.process.kill('SIGKILL')
    await closed
  })

  it('the next command opens the shop itself, and nothing is lost', async () => {
    const { code, out } = await quartermaster(['ask', '--json', 'how many blue mugs do we have?'])
    expect(code).toBe(0)
    expect((JSON.parse(out) as TurnAnswer).model).toContain('offline')
  })

  it('a dead model endpoint is said, and the offline model answers', async () => {
    const { code, out } = await quartermaster(
      ['ask', '--json', 'what should I reorder this week?'],
      {
        QUARTERMASTER_MODEL_URL: 'http://127.0.0.1:1/v1',
        QUARTERMASTER_MODEL: 'some-model',
      },
    )
    const answer = JSON.parse(out) as TurnAnswer
    expect(code).toBe(0)
    expect(answer.notices.join(' ')).toMatch(/offline/)
    expect(answer.toolCalls.map((call) => call.name)).toEqual(['recommend_reorders'])
  })

  it('a wrong environment is one clear message', async () => {
    const { code, errors } = await quartermaster(['plan'], { PORT: 'eighty' })
    expect(code).toBe(1)
    expect(errors).toMatch(/PORT.*0 to 65535/)
    expect(errors).not.toContain('at ')
  })

  it('a data folder that is a file is one clear message', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, 'x')
    const { code, errors } = await quartermaster(['plan'], { QUARTERMASTER_DATA: file })
    expect(code).toBe(1)
    expect(errors).toContain('QUARTERMASTER_DATA')
    expect(errors).not.toMatch(/^\s+at /m)
  })
})
