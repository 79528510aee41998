import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { crashPoints, killedAt } from './crash-points.ts'

const root = join(import.meta.dirname, '..')

/** The names in the code; a part that is put in there stands for any word. */
function namesInCode(): RegExp[] {
  const files = execFileSync('git', ['ls-files', 'src'], { cwd: root, encoding: 'utf8' })
  return files
    .split('\n')
    .filter((path) => path.endsWith('.ts') && path !== 'src/crashpoint.ts')
    .flatMap((path) => [
      ...readFileSync(join(root, path), 'utf8').matchAll(
        /\bcrashpoint\(\s*['"`]([^'"`]+)['"`]\s*,?\s*\)/g,
      ),
    ])
    .map(
      ([, name]) =>
        new RegExp(`^${name!.replaceAll('.', '[.]').replace(/\$\{[^}]*\}/g, '[a-z_]+')}$`),
    )
}

/** Calls of any form, so that none escapes the pattern above. */
function callsInCode(): number {
  const files = execFileSync(
    'git',
    ['grep', '-c', 'crashpoint(', '--', 'src', ':!src/crashpoint.ts'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return files
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number(line.split(':').at(-1)), 0)
}

it('every crash point of the code is on the list, and the list has no other', () => {
  const inCode = namesInCode()
  expect(inCode).toHaveLength(callsInCode())
  const unlisted = inCode.filter((name) => !crashPoints.some((point) => name.test(point)))
  expect(unlisted).toEqual([])
  expect(crashPoints.filter((point) => !inCode.some((name) => name.test(point)))).toEqual([])
  expect(new Set(crashPoints).size).toBe(crashPoints.length)
  expect(crashPoints.length).toBeGreaterThanOrEqual(40)
})

it('suites kill a process at forty places at least, and at none that there is not', () => {
  expect(killedAt.size).toBeGreaterThanOrEqual(40)
  expect([...killedAt].filter((point) => !crashPoints.includes(point))).toEqual([])
})
