// `quartermaster evals init`: a suite of a team's own shop. The shop is exported and imported again in memory, as every run
// will do it, and a case is kept only where its right calls work there and say what must be said.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { csvRows } from '#render/csv.ts'
import type { RunOperation } from '#operations/operations.ts'
import { personOf } from '#operations/shop.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { QuartermasterError } from '#root/errors.ts'
import { personById } from '#store/people.ts'
import { readCase, type EvalCase } from '../suite/case.ts'
import { caseFaults } from '../suite/case-faults.ts'
import { factsOf } from '../graders/engine.ts'
import { keepFacts } from '../suite/kept-facts.ts'
import { expectedOf, type Expected } from '../suite/play.ts'
import { openWorld, type World } from '../suite/world.ts'
import { draftsByArea } from './areas.ts'
import { fileOf, textOf, type CaseDraft } from './case-draft.ts'
import { catalogueOf } from './catalogue.ts'
import { speechOf } from './speech.ts'

export type SuiteRequest = {
  /** Absolute; it is there and empty, or not there. */
  folder: string
  mostCases: number
  seed: number
  /** Operations on the shop, wherever it is open. */
  run: RunOperation
  say(line: string): void
}

export type MadeSuite = {
  folder: string
  casesFolder: string
  asOf: string
  cases: number
  byArea: Record<string, number>
}

const nothing = () => undefined

/** Throws QuartermasterError: 'invalid' for a folder that can not be made, 'conflict' for one with something in it. */
function requireEmpty(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    const repair = 'Name a folder that you may write.'
    throw new QuartermasterError('invalid', `${folder} can not be made: ${why}.`, repair, {}, error)
  }
  if (readdirSync(folder).length === 0) return
  throw new QuartermasterError(
    'conflict',
    `${folder} is not empty.`,
    'Name a new folder: a suite belongs to the shop that lies beside it.',
  )
}

/** A shop without people is asked by somebody all the same, and drafts bear a name. */
const somebody = csvRows([
  ['id', 'name', 'email', 'role'],
  ['buyer', 'Buyer', 'buyer@example.com', 'buyer'],
])

async function exportTo(folder: string, { run }: SuiteRequest): Promise<{ asOf: string }> {
  const { asOf, itemCount } = await run('describe_shop', {}, nothing)
  if (itemCount === 0) {
    throw new QuartermasterError(
      'invalid',
      'The shop has no items, so there is nothing to ask about.',
      'Import your data first; README "Import your data" says how.',
    )
  }
  const { files } = await run('export_files', { folder }, nothing)
  if (files.every(({ name }) => name !== 'people.csv')) {
    writeFileSync(join(folder, 'people.csv'), somebody)
  }
  return { asOf }
}

/** Who asks in every case: the first buyer. */
async function askerOf(world: World): Promise<string> {
  const { result } = await world.play(async (shop) => {
    const { id } = await personOf({ ...shop, personId: null })
    return (await personById(shop.db, id)) === null ? null : id
  })
  if (result !== null) return result
  throw new QuartermasterError(
    'invalid',
    'Nobody in the books is an active buyer, and the cases are asked by one.',
    'Import a people.csv with a buyer.',
  )
}

/** Words that must not be said and that the right calls say themselves. */
function saysHidden({ turns }: EvalCase, expected: Expected): boolean {
  const answers = JSON.stringify([expected.turns, expected.orElse]).toLowerCase()
  return turns.some(({ hides }) => hides.some((words) => answers.includes(words.toLowerCase())))
}

/** What the right calls of a case say; null for one that can not be played. */
async function factsIn(wanted: EvalCase, world: World): Promise<readonly string[] | null> {
  const expected = await expectedOf(wanted, world)
  const isPlayable = caseFaults(wanted, expected).length === 0 && !saysHidden(wanted, expected)
  return isPlayable ? factsOf(wanted, expected) : null
}

type ChosenCase = { text: string; facts: readonly string[] }

/** At most `most` cases by their files, one of each area in turn; each file and each question once. */
async function chosenCases(
  drafts: readonly CaseDraft[][],
  most: number,
  { world, person }: { world: World; person: string },
): Promise<Map<string, ChosenCase>> {
  const texts = new Map<string, ChosenCase>()
  const asked = new Set<string>()
  const queues = drafts.map((area) => [...area])
  while (texts.size < most && queues.some(({ length }) => length > 0)) {
    for (const queue of queues) {
      for (let draft = queue.shift(); draft !== undefined; draft = queue.shift()) {
        const file = fileOf(draft)
        if (texts.has(file) || asked.has(draft.turn.say)) continue
        const text = textOf(draft, { asOf: world.asOf, person })
        const facts = await factsIn(readCase(file, text), world)
        if (facts === null) continue
        texts.set(file, { text, facts })
        asked.add(draft.turn.say)
        break
      }
      if (texts.size === most) return texts
    }
  }
  return texts
}

async function writeSuite(request: SuiteRequest): Promise<MadeSuite> {
  const { folder, mostCases, seed, say } = request
  const [shop, casesFolder] = [join(folder, 'shop'), join(folder, 'cases')]
  say('Exporting the shop ...')
  const { asOf } = await exportTo(shop, request)
  say('Planning the copy ...')
  const world = await openWorld({ shop, asOf, seed, variants: [] })
  try {
    const person = await askerOf(world)
    const random = randomSource(seed)
    const { result } = await world.play((open) =>
      catalogueOf({ ...open, personId: person }, random, mostCases),
    )
    say('Choosing what is asked ...')
    const drafts = draftsByArea(result, speechOf(result, random))
    const chosen = await chosenCases(drafts, mostCases, { world, person })
    const byArea: Record<string, number> = {}
    for (const [file, { text }] of chosen) {
      mkdirSync(join(casesFolder, dirname(file)), { recursive: true })
      writeFileSync(join(casesFolder, file), text)
      byArea[dirname(file)] = (byArea[dirname(file)] ?? 0) + 1
    }
    keepFacts(
      casesFolder,
      Object.fromEntries([...chosen].map(([file, { facts }]) => [file, facts])),
    )
    return { folder, casesFolder, asOf, cases: chosen.size, byArea }
  } finally {
    await world.close()
  }
}

/**
 * Writes the shop as CSV and a suite of cases about it into a folder; the same shop, day and seed give the same bytes.
 * Throws QuartermasterError: 'conflict' for a folder in use, 'invalid' for one that can not be made and for a shop without
 * items or without a buyer. What
 * was begun is taken away again.
 */
export async function makeSuite(request: SuiteRequest): Promise<MadeSuite> {
  requireEmpty(request.folder)
  try {
    return await writeSuite(request)
  } catch (error) {
    for (const part of ['shop', 'cases']) {
      rmSync(join(request.folder, part), { recursive: true, force: true })
    }
    throw error
  }
}
