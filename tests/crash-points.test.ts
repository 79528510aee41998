import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commands } from '#commands/commands.ts'
import { crashPoints, killedAt } from './crash-points.ts'
import { commandPlaces, crashCases, halfOfPlaces } from './trust/command-places.ts'

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

it('suites kill a process at every one of them, and at none that there is not', () => {
  expect(crashPoints.filter((point) => !killedAt.has(point))).toEqual([])
  expect([...killedAt].filter((point) => !crashPoints.includes(point))).toEqual([])
})

it('every command that a person can give is killed before and after it is committed', () => {
  expect(
    crashCases
      .filter(({ by }) => by !== null)
      .map(({ deed }) => deed)
      .toSorted(),
  ).toEqual(commands.map(({ name }) => name).toSorted())
})

it('the two databases of the check share out all places between them', () => {
  expect(halfOfPlaces(0).length + halfOfPlaces(1).length).toBe(commandPlaces.length)
  expect(commandPlaces.length).toBeGreaterThanOrEqual(100)
})
