import { test } from 'vitest'
import { ownFolder } from './data-folder.ts'
import { killMany } from './kill-many.ts'

test('500 processes die in commands and jobs on PGlite: what each did is there as a whole, or not at all', () =>
  killMany(ownFolder))
