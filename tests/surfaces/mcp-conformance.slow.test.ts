// The official suite of the protocol against the program as it is started, for both revisions that it speaks.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installed, runToEnd, startProgram, type Program } from './mcp-program.ts'

const suite = installed('@modelcontextprotocol/conformance/dist/index.js')
const results = mkdtempSync(join(tmpdir(), 'quartermaster-conformance-'))

let program: Program
beforeAll(async () => {
  program = await startProgram(['--no-demo'], { QM_CONFORMANCE: '1' })
})
afterAll(async () => {
  await program?.stop()
  rmSync(results, { recursive: true, force: true })
})

/** The scenarios that a server of the revision must pass, as the suite lists them. */
async function required(revision: string): Promise<string[]> {
  const { out } = await runToEnd(suite, ['list', '--requirements', revision])
  const section = /^Server scenarios.*:\n((?: {2}- .*\n)+)/m.exec(out)?.[1] ?? ''
  return [...section.matchAll(/^ {2}- (.+)$/gm)].map((match) => match[1]!)
}

type Check = { id: string; status: string; errorMessage?: string }

/** What was found out, by scenario: each leaves a folder with the checks that it made, if it came so far. */
function checksOf(folder: string): Map<string, Check[]> {
  if (!existsSync(folder)) return new Map()
  const scenarioOf = (name: string) => /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(name)![1]!
  const checksIn = (name: string): Check[] => {
    const file = join(folder, name, 'checks.json')
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Check[]
    return [{ id: 'broken-off', status: 'FAILURE', errorMessage: 'It made no check.' }]
  }
  return new Map(readdirSync(folder).map((name) => [scenarioOf(name), checksIn(name)]))
}

const passes = ({ status }: Check) => ['SUCCESS', 'INFO', 'SKIPPED'].includes(status)

describe.each([
  ['2026-07-28', 37],
  ['2025-11-25', 30],
])('revision %s', (revision, atLeast) => {
  const folder = join(results, revision)
  let scenarios: string[]
  let checks: Map<string, Check[]>
  let printed: string
  beforeAll(async () => {
    scenarios = await required(revision)
    const asked = ['--url', program.mcp, '--requirements', revision, '-o', folder]
    const { out, errors } = await runToEnd(suite, ['server', ...asked])
    printed = out + errors
    checks = checksOf(folder)
  })

  it('has every required scenario run, and each of them found something right', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(atLeast)
    const idle = scenarios.filter(
      (name) => !(checks.get(name) ?? []).some(({ status }) => status === 'SUCCESS'),
    )
    expect(idle, printed).toEqual([])
  })

  it('has no scenario with a fault or a warning, but for the extension of tasks, which is not spoken', () => {
    const faults = [...checks].flatMap(([name, found]) =>
      name.startsWith('tasks-')
        ? []
        : found
            .filter((check) => !passes(check))
            .map(({ id, status, errorMessage }) => `${name}: ${status} ${id}: ${errorMessage}`),
    )
    expect(faults).toEqual([])
  })
})

it('shows nothing of the suite to anybody else', async () => {
  const plain = await startProgram(['--no-demo'])
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: modernEnvelope } }
  const response = await fetch(plain.mcp, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/list',
    },
    body: JSON.stringify(body),
  })
  const { result } = (await response.json()) as { result: { tools: { name: string }[] } }
  await plain.stop()
  const names = result.tools.map(({ name }) => name)
  expect(names).toContain('recommend_reorders')
  expect(names.filter((name) => name.startsWith('test_'))).toEqual([])
})

const modernEnvelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
}
