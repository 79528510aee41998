// Every case against a contestant, so many times each; what was done before is not done again.
import { graders } from '../graders/graders.ts'
import type { Tone } from '../judge/tone.ts'
import type { EvalCase } from './case.ts'
import type { Contestant } from './contestant.ts'
import { expectedOf, playCase, type Expected, type Played } from './play.ts'
import type { Try } from './score.ts'
import { openWorld, type World } from './world.ts'

/** One try with what happened in it, as the report shows it. */
export type TryRecord = Try & {
  expected: Expected
  played: Played
  /** Absent where no judge was asked for. */
  tone?: Tone
}

export type SuiteOptions = {
  cases: readonly EvalCase[]
  contestant: () => Contestant
  /** Tries at each case. */
  k: number
  /** As many conversations as there are slots are had at the same time. */
  slots: readonly Slot[]
  /** What an earlier run left, by its key; a try that is there is taken as it is. */
  known: ReadonlyMap<string, TryRecord>
  keyOf(wanted: EvalCase, attempt: number): string
  /** Hears of every try that was made. */
  done(key: string, record: TryRecord): void
  /** Whether nothing more may be begun: what was spent is at its cap. */
  isOver(): boolean
}

/** Plays one try and judges it; null where it waits for a batch. */
export async function tryCase(
  wanted: EvalCase,
  attempt: number,
  world: World,
  contestant: Contestant,
): Promise<TryRecord | null> {
  const expected = await expectedOf(wanted, world, contestant.through)
  contestant.takeUsage()
  contestant.begin(attempt)
  const began = performance.now()
  const played = await playCase(wanted, world, contestant)
  const milliseconds = Math.round(performance.now() - began)
  if (contestant.waits()) return null
  const { inputTokens, outputTokens } = contestant.takeUsage()
  const graded = { wanted, expected, played }
  const verdicts = Object.fromEntries(
    graders
      .filter((grader) => grader.applies(graded))
      .map((grader) => [grader.name, grader.judge(graded)]),
  )
  return {
    area: wanted.area,
    file: wanted.file,
    name: wanted.name,
    channel: wanted.channel,
    attempt,
    passed: Object.values(verdicts).every((verdict) => verdict === null),
    verdicts,
    calls: played.turns.reduce((sum, { toolCalls }) => sum + toolCalls.length, 0),
    inputTokens,
    outputTokens,
    milliseconds,
    expected,
    played,
  }
}

/** Where one conversation at a time is had; it keeps the world of the last, because the next is mostly in the same. */
export type Slot = { worldOf(wanted: EvalCase): Promise<World>; close(): Promise<void> }

/** A slot without a world; close it after use. */
export function openSlot(): Slot {
  let open: { name: string; world: World } | null = null
  return {
    async worldOf(wanted) {
      const name = JSON.stringify(wanted.world)
      if (open?.name === name) return open.world
      await open?.world.close()
      open = { name, world: await openWorld(wanted.world) }
      return open.world
    },
    close: async () => {
      await open?.world.close()
    },
  }
}

type Task = { wanted: EvalCase; attempt: number; key: string }

/** Tries in the order in which a slot needs the fewest worlds. */
function tasksOf({ cases, k, keyOf }: SuiteOptions): Task[] {
  const byWorld = [...Map.groupBy(cases, ({ world }) => JSON.stringify(world)).values()].flat()
  return byWorld.flatMap((wanted) =>
    Array.from({ length: k }, (_, at) => ({
      wanted,
      attempt: at + 1,
      key: keyOf(wanted, at + 1),
    })),
  )
}

/** Plays every case `k` times; resolves with the tries in the order of the cases, without those that it could not end. */
export async function runSuite(options: SuiteOptions): Promise<TryRecord[]> {
  const tasks = tasksOf(options)
  const records = new Map<string, TryRecord>()
  for (const { key } of tasks) {
    const known = options.known.get(key)
    if (known !== undefined) records.set(key, known)
  }
  const waiting = tasks.filter(({ key }) => !records.has(key))
  const share = Math.ceil(waiting.length / options.slots.length)
  const work = async (slot: Slot, mine: readonly Task[]) => {
    const contestant = options.contestant()
    for (const { wanted, attempt, key } of mine) {
      if (options.isOver()) return
      const record = await tryCase(wanted, attempt, await slot.worldOf(wanted), contestant)
      if (record === null) continue
      records.set(key, record)
      options.done(key, record)
    }
  }
  await Promise.all(
    options.slots.map((slot, at) => work(slot, waiting.slice(at * share, (at + 1) * share))),
  )
  return tasks.flatMap(({ key }) => records.get(key) ?? [])
}
