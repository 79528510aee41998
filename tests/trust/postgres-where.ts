// A database of its own on the server of the suite, for processes that open it by its address.
import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { openDatabase } from '#store/database.ts'
import type { OpenDatabase } from '#store/database.ts'
import { administer, databaseUrl } from '../postgres/administer.ts'

export async function ownDatabase(): Promise<{
  where: { dataFolder: null; databaseUrl: string }
  reopen(): Promise<OpenDatabase>
  drop(): Promise<void>
}> {
  const server = inject('postgresUrl')!
  const name = `quartermaster_test_${randomUUID().slice(0, 8)}`
  await administer(server, `create database ${name} template ${inject('postgresTemplate')}`)
  const where = { dataFolder: null, databaseUrl: databaseUrl(server, name) }
  return {
    where,
    reopen: () => openDatabase(where),
    drop: async () => {
      await administer(server, `drop database ${name} with (force)`)
    },
  }
}
