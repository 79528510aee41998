import { test } from 'vitest'
import { killMany } from '../kill-many.ts'
import { ownDatabase } from '../postgres-where.ts'

test('500 processes die in commands and jobs on Postgres: what each did is there as a whole, or not at all', () =>
  killMany(ownDatabase))
