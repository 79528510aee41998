// A database of its own on the server of the suite, for processes that open it by its address.
import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { administer, databaseUrl } from '../postgres/administer.ts'

export async function ownDatabase(): Promise<{
  where: { dataFolder: null; databaseUrl: string }
  drop(): Promise<void>
}> {
  const server = inject('postgresUrl')!
  const name = `quartermaster_test_${randomUUID().slice(0, 8)}`
  await administer(server, `create database ${name} template ${inject('postgresTemplate')}`)
  return {
    where: { dataFolder: null, databaseUrl: databaseUrl(server, name) },
    drop: async () => {
      await administer(server, `drop database ${name} with (force)`)
    },
  }
}
