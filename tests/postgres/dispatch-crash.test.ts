import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { dieAt, places } from '../jobs/crash-points.ts'
import { administer, databaseUrl } from './administer.ts'

test('a process may die anywhere between a click and a sent order: none is lost, none is sent twice', async () => {
  const server = inject('postgresUrl')!
  const name = `quartermaster_test_${randomUUID().slice(0, 8)}`
  await administer(server, `create database ${name} template ${inject('postgresTemplate')}`)
  const where = { dataFolder: null, databaseUrl: databaseUrl(server, name) }
  expect(places).toHaveLength(16)
  await dieAt(places, where, () => openDatabase(where))
  await administer(server, `drop database ${name} with (force)`)
}, 280_000)
