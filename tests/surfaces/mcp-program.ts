// The program as a person starts it, with a shop of its own, for clients that come from outside.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
export const launcher = join(root, 'bin', 'quartermaster.mjs')
/** A file of a package that is installed here. */
export const installed = (path: string) => join(root, 'node_modules', path)

export type Environment = Record<string, string>
export type Program = {
  mcp: string
  environment: Environment
  /** Ends the process and leaves its shop. */
  end(): Promise<void>
  /** Ends it and clears up. */
  stop(): Promise<void>
}

/** What a program of a test is told: a data folder of its own, and nothing that this machine happens to have set. */
export function environmentOf(folder: string, extra: Environment = {}): Environment {
  const unset = { DATABASE_URL: '', OPENAI_API_KEY: '', QUARTERMASTER_MODEL_URL: '', NO_COLOR: '1' }
  return { ...(process.env as Environment), ...unset, QUARTERMASTER_DATA: folder, ...extra }
}

/** Starts a server on a free port and waits until it says where; rejects with what it printed when it ends instead. */
export async function startProgram(args: string[], extra: Environment = {}): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-mcp-'))
  const environment = environmentOf(folder, extra)
  const child = spawn(process.execPath, [launcher, 'start', '--port', '0', '--json', ...args], {
    env: environment,
  })
  const end = () => ended(child)
  const stop = async () => {
    await end()
    rmSync(folder, { recursive: true, force: true })
  }
  const mcp = await addressOf(child).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { mcp, environment, end, stop }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const hear = (chunk: Buffer) => {
      printed += chunk.toString()
      const address = /"mcp": "([^"]+)"/.exec(printed)?.[1]
      if (address !== undefined) resolve(address)
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.once('close', () => reject(new Error(printed)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

export type Finished = { code: number | null; out: string; errors: string }

/** Runs a JavaScript file to its end. */
export function runToEnd(
  file: string,
  args: string[],
  options: { env?: Environment } = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], options)
    let out = ''
    let errors = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.once('close', (code) => resolve({ code, out, errors }))
  })
}
