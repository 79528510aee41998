// A run with a judge, from its options to its file.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readOptions } from '../../evals/suite/options.ts'
import { runModel } from '../../evals/suite/run-model.ts'
import { startModelServer, type ModelServer, type Reply } from '../agent/model-server.ts'

let out: string
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'quartermaster-judged-'))
})
afterAll(() => rm(out, { recursive: true, force: true }))

const play = (server: ModelServer, words: string[] = []) =>
  runModel({
    ...readOptions(['--filter', 'in-an-mcp-client', '--out', out, ...words]),
    address: { openaiApiKey: null, modelUrl: server.url },
    date: '2026-11-20',
    say: () => undefined,
    judgeMs: 2_000,
  })

const worst: Reply = { text: '{"grade": 1, "reason": "Rude."}' }

it('the worst grade fails no try, no right call is in what the judge is asked, and it counts against the cap', async () => {
  const server = await startModelServer([worst])
  const { run: without } = await play(server)
  expect(server.requests).toEqual([])
  expect(without.tone).toBeNull()
  const prices = ['--prices', '1,10 USD']
  const { run } = await play(server, ['--judge', 'j', ...prices])
  expect(run.tone).toMatchObject({ mean: 1, judged: run.tries.length, tries: run.tries.length })
  expect(run.tone!.judge).toMatch(/^127\.0\.0\.1:\d+\/j$/)
  const verdictsOf = ({ tries }: typeof run) =>
    tries.map(({ file, passed, verdicts }) => ({ file, passed, verdicts }))
  expect(verdictsOf(run)).toEqual(verdictsOf(without))
  expect(run.summary.passed).toEqual(without.summary.passed)
  expect(run.summary.cost).toBe(0)
  expect(run.tone!.cost).toBeCloseTo((run.tries.length * (100 + 100)) / 1_000_000, 9)
  const asked = JSON.stringify(server.requests)
  for (const hidden of ['recommend_reorders', 'landedCostMinor', 'abstains', 'then-', 'call_1']) {
    expect(asked).not.toContain(hidden)
  }
  const before = server.requests.length
  await play(server, ['--judge', 'j', ...prices])
  expect(server.requests).toHaveLength(before)
  const cap = ['--fresh', '--max-cost', '0.0003', '--judge-prices', '1,10 USD']
  const { run: capped, missing } = await play(server, ['--judge', 'j', ...prices, ...cap])
  expect(missing).toBe(0)
  expect(capped.tone).toMatchObject({ judged: 2, tries: run.tries.length })
  await server.close()
}, 600_000)
