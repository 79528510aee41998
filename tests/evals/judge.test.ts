// A judge of the tone, on an endpoint on loopback: what it is shown, and every way in which it fails to grade.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgeTries } from '../../evals/judge/judge-tries.ts'
import { judgeOf, type Tone } from '../../evals/judge/tone.ts'
import { openPurse } from '../../evals/suite/purse.ts'
import type { TryRecord } from '../../evals/suite/run-suite.ts'
import {
  deadAddress,
  startModelServer,
  type ModelServer,
  type Reply,
} from '../agent/model-server.ts'
import { made, noEffects, right, said } from './graded.ts'
import { tried } from './tried.ts'

let out: string
let server: ModelServer | null = null
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'quartermaster-judge-'))
})
afterEach(async () => {
  await server?.close()
  server = null
  await rm(out, { recursive: true, force: true })
})

const answerMs = 2_000

async function judging(replies: Reply[], model = 'j') {
  server = await startModelServer(replies)
  return judgeOf(model, { modelUrl: server.url, openaiApiKey: null }, answerMs)
}

const grade = (number: number, reason = 'Clear and friendly.'): Reply => ({
  text: JSON.stringify({ grade: number, reason }),
})

/** A try in which every part that no judge may see says so. */
function secretive(answer: string, more: Partial<TryRecord> = {}): TryRecord {
  const call = made('get_secret_tool', { secret: 'made' }, { secret: 'result' })
  const turn = { ...said(answer, [call]), question: 'how many mugs?', notices: ['secret notice'] }
  const expected = right('get_secret_tool', { secret: 'expected' }, { secret: 'right result' })
  return tried('when secret then told', 'does not say "secret fact"', {
    expected: { turns: [[expected]], orElse: [[[expected]]], effects: noEffects },
    played: {
      turns: [turn],
      shown: [
        { said: '<@U0BOT> secret mark', text: answer, beside: 'secret button', messages: [] },
      ],
      effects: { added: [{ table: 'secret_table', row: {} }], removed: [] },
      failure: null,
    },
    ...more,
  })
}

const prices = { input: 1, output: 10 }
type More = Partial<Parameters<typeof judgeTries>[1]>

async function judged(tries: TryRecord[], judge: ReturnType<typeof judgeOf>, more: More = {}) {
  const options = { judge, prices, purse: openPurse(null), parallel: 1, fresh: false, out }
  return judgeTries(tries, { ...options, say: () => undefined, ...more })
}

const toneOf = async (replies: Reply[]): Promise<Tone> => {
  const { tries } = await judged([secretive('497.')], await judging(replies))
  return tries[0]!.tone!
}

describe('a judge', () => {
  it('is shown the conversation as the person saw it, and nothing else', async () => {
    const judge = await judging([grade(4)])
    await judged([secretive('497 are available.', { channel: 'slack' })], judge)
    const [request] = server!.requests
    const [system, asked] = request!.messages
    expect(system!.role).toBe('system')
    expect(JSON.parse(String(asked!.content))).toEqual({
      place: 'in Slack',
      turns: [{ person: 'how many mugs?', assistant: '497 are available.' }],
    })
    expect(JSON.stringify(request)).not.toMatch(/secret/i)
    expect(request!.tools).toBeUndefined()
  })

  it('gives a grade with its reason in one line, and its tokens are counted', async () => {
    expect(await toneOf([grade(4, 'Clear,\n and friendly.')])).toEqual({
      grade: 4,
      reason: 'Clear, and friendly.',
      inputTokens: 100,
      outputTokens: 10,
    })
  })

  it('may fence its JSON', async () => {
    const fenced = '```json\n{"grade": 5, "reason": "Good."}\n```'
    expect(await toneOf([{ text: fenced }])).toMatchObject({ grade: 5 })
  })

  it.each<[string, Reply]>([
    ['words', { text: 'I would say a four.' }],
    ['a grade beyond five', grade(6)],
    ['half a grade', grade(3.5)],
    ['a grade in words', { text: '{"grade": "4", "reason": "Good."}' }],
    ['no reason', grade(4, ' ')],
    ['two objects', { text: '{"grade":4,"reason":"a"}{"grade":5,"reason":"b"}' }],
    ['a list', { text: '[]' }],
    ['nothing', { text: '' }],
  ])('that answers with %s is asked once more', async (_what, reply) => {
    expect(await toneOf([reply, grade(3)])).toMatchObject({ grade: 3, inputTokens: 200 })
    expect(server!.requests).toHaveLength(2)
    expect(server!.requests[1]!.messages).toHaveLength(4)
  })

  it.each<[string, Reply, string, number]>([
    ['talks past the question twice', { text: 'Four.' }, 'gave no grade when asked twice', 2],
    ['refuses', { filtered: true }, 'gave no grade when asked twice', 2],
    ['has no right key', { status: 401 }, 'it refused the key (401)', 1],
    ['is busy twice', { status: 429, headers: { 'retry-after': '0' } }, 'busy', 2],
    ['sends a page', { raw: '<html>gateway</html>' }, 'not a model answer', 1],
    ['is silent', { silent: true }, 'it did not answer in time', 1],
  ])('that %s has not judged', async (_what, reply, reason, requests) => {
    const tone = await toneOf([reply])
    expect(tone.grade).toBeNull()
    expect(tone.reason).toContain(reason)
    expect(server!.requests).toHaveLength(requests)
  })

  it('that nobody reaches has not judged', async () => {
    const judge = judgeOf('j', { modelUrl: await deadAddress(), openaiApiKey: null }, 20_000)
    const { tries, tone } = await judged([secretive('497.')], judge)
    expect(tries[0]!.tone).toMatchObject({ grade: null, reason: 'the connection was refused' })
    expect(tone).toMatchObject({ mean: null, judged: 0, tries: 1 })
  })

  it('that nothing serves is refused by name', () => {
    const nowhere = { modelUrl: null, openaiApiKey: null }
    expect(() => judgeOf('j', nowhere)).toThrow('Nothing serves the judge "j"')
  })
})

describe('grades', () => {
  it('change nothing else of a try, and are told apart', async () => {
    const before = [secretive('497.'), secretive('498.', { passed: true }), secretive('499.')]
    before[2]!.played.failure = 'it gave up'
    const { tries, tone } = await judged(before, await judging([grade(5), grade(1)]))
    expect(tries.map(({ tone: _tone, ...rest }) => rest)).toEqual(before)
    expect(tries.map((each) => each.tone!.grade)).toEqual([5, 1, null])
    expect(tries[2]!.tone!.reason).toBe('the model did not answer itself')
    expect(tone).toMatchObject({ mean: 3, judged: 2, tries: 3 })
    expect(tone).toMatchObject({ inputTokens: 200, outputTokens: 20 })
    expect(tone.cost).toBeCloseTo((200 * 1 + 20 * 10) / 1_000_000, 12)
  })

  it('are kept: only another conversation, model or prompt is asked about', async () => {
    const judge = await judging([grade(2)])
    await judged([secretive('497.')], judge)
    expect(server!.requests).toHaveLength(1)
    const { tone } = await judged([secretive('497.'), secretive('498.')], judge)
    expect(server!.requests).toHaveLength(2)
    expect(tone).toMatchObject({ judged: 2, inputTokens: 200 })
    await judged([secretive('497.')], { ...judge, name: 'other' })
    expect(server!.requests).toHaveLength(3)
    await judged([secretive('497.')], { ...judge, promptHash: 'changed' })
    expect(server!.requests).toHaveLength(4)
    await judged([secretive('497.')], judge, { fresh: true })
    expect(server!.requests).toHaveLength(5)
  })

  it('are shared by tries that say the same, and paid for once', async () => {
    const same = [secretive('497.'), secretive('497.', { attempt: 2 })]
    const { tone } = await judged(same, await judging([grade(4)]))
    expect(server!.requests).toHaveLength(1)
    expect(tone).toMatchObject({ judged: 2, inputTokens: 100 })
  })

  it('that could not be had for a fault are asked for in the next run, those refused are not', async () => {
    const judge = await judging([{ status: 401 }, { text: 'no' }, { text: 'no' }, grade(5)])
    await judged([secretive('497.')], judge)
    expect(await readdir(join(out, 'tones'))).toEqual([])
    await judged([secretive('497.')], judge)
    expect(server!.requests).toHaveLength(3)
    const { tries } = await judged([secretive('497.')], judge)
    expect(tries[0]!.tone!.grade).toBeNull()
    expect(server!.requests).toHaveLength(3)
  })

  it('end at the cap of cost', async () => {
    const purse = openPurse(0.0003)
    const tries = ['1', '2', '3'].map((text) => secretive(text))
    const { tone, tries: made } = await judged(tries, await judging([grade(4)]), { purse })
    expect(server!.requests).toHaveLength(2)
    expect(tone).toMatchObject({ judged: 2, tries: 3 })
    expect(made[2]!.tone!.reason).toBe('the cap of cost was reached')
    expect(purse.isOver()).toBe(true)
  })
})
