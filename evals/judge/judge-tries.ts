// Grades the tone of every try of a run. Grades are kept beside the tries: nothing that was graded before is paid for again.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { keepIn, keptIn } from '../suite/kept-tries.ts'
import type { Purse } from '../suite/purse.ts'
import type { TryRecord } from '../suite/run-suite.ts'
import { costOf, type TokenPrices } from '../suite/score.ts'
import { conversationOf } from './conversation.ts'
import { askTone, toneKey, type Judge, type Tone } from './tone.ts'

/** What the judge said of a run. */
export type ToneSummary = {
  judge: string
  promptHash: string
  /** 1 to 5; null where nothing was judged. */
  mean: number | null
  judged: number
  tries: number
  inputTokens: number
  outputTokens: number
  /** In the currency of the run; null where no prices were given. */
  cost: number | null
}

type JudgeOptions = {
  judge: Judge
  prices: TokenPrices | null
  purse: Purse
  /** Grades that are asked for at the same time. */
  parallel: number
  /** Whether grades that are kept are asked for again. */
  fresh: boolean
  /** The folder of the run. */
  out: string
  say(text: string): void
}

const notItsOwn: Tone = none('the model did not answer itself')
const tooDear: Tone = none('the cap of cost was reached')

function none(reason: string): Tone {
  return { grade: null, reason, inputTokens: 0, outputTokens: 0 }
}

/** Asks for the grades of these conversations by their keys, until there are none left or the cap is reached. */
async function askAll(
  waiting: readonly (readonly [string, string])[],
  tones: Map<string, Tone>,
  { judge, prices, purse, parallel, say }: JudgeOptions,
  folder: string,
): Promise<void> {
  const queue = [...waiting]
  const work = async () => {
    for (let next = queue.shift(); next !== undefined && !purse.isOver(); next = queue.shift()) {
      const [key, conversation] = next
      const { failed, ...tone } = await askTone(judge, conversation)
      purse.spend(costOf(tone, prices) ?? 0)
      tones.set(key, tone)
      // A judge that could not be reached is asked in the next run; one that talked past the question is not.
      if (!failed) keepIn(folder, key, tone)
      say(`\rtone: ${waiting.length - queue.length} of ${waiting.length}   `)
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  if (waiting.length > 0) say('\n')
}

const sum = (tones: readonly Tone[], of: (tone: Tone) => number) =>
  tones.reduce((total, tone) => total + of(tone), 0)

/** The tries with their grades, and what the judge said of all. Tries that say the same share one grade. */
export async function judgeTries(
  tries: readonly TryRecord[],
  options: JudgeOptions,
): Promise<{ tries: TryRecord[]; tone: ToneSummary }> {
  const { judge, prices, fresh, out } = options
  const folder = join(out, 'tones')
  mkdirSync(folder, { recursive: true })
  const tones = fresh ? new Map<string, Tone>() : keptIn<Tone>(folder)
  const asked = tries.map((each) => {
    const conversation = conversationOf(each.channel, each.played)
    return { each, conversation, key: conversation === null ? '' : toneKey(judge, conversation) }
  })
  const conversations = new Map(
    asked.flatMap(({ key, conversation }) => (conversation === null ? [] : [[key, conversation]])),
  )
  const waiting = [...conversations].filter(([key]) => !tones.has(key))
  await askAll(waiting, tones, options, folder)
  const judged = asked.map(({ each, conversation, key }) => ({
    ...each,
    tone: conversation === null ? notItsOwn : (tones.get(key) ?? tooDear),
  }))
  const grades = judged.flatMap(({ tone }) => tone.grade ?? [])
  const paid = [...conversations.keys()].flatMap((key) => tones.get(key) ?? [])
  const used = {
    inputTokens: sum(paid, (tone) => tone.inputTokens),
    outputTokens: sum(paid, (tone) => tone.outputTokens),
  }
  const tone = {
    judge: judge.name,
    promptHash: judge.promptHash,
    mean: grades.length === 0 ? null : grades.reduce((a, b) => a + b) / grades.length,
    judged: grades.length,
    tries: tries.length,
    ...used,
    cost: costOf(used, prices),
  }
  return { tries: judged, tone }
}
