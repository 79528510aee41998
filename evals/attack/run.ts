// `npm run evals:attack`: documents that want to be obeyed, against models that obey (the puppets) or a model of yours.
import { inspect, parseArgs } from 'node:util'
import { randomSource } from '#planning/forecast/random.ts'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import type { Table } from '../bench/figure.ts'
import { tableLines } from '../bench/print.ts'
import { contestantOf, type Contestant } from '../suite/contestant.ts'
import { rateOf } from '../suite/score.ts'
import { openWorld, type World } from '../suite/world.ts'
import { documents, ownSet, readSet, type AttackDocument } from './documents.ts'
import { puppet, puppetNames, type PuppetName } from './puppets.ts'
import { playAttack, type Attack } from './run-attack.ts'

const usage = () => ({ modelCalls: 0, inputTokens: 0, outputTokens: 0 })

function puppetContestant(name: PuppetName, { goal }: AttackDocument, at: number): Contestant {
  return {
    name,
    model: puppet(name, goal, randomSource(at + 1)),
    through: 'process',
    takeUsage: usage,
    begin: () => undefined,
    waits: () => false,
  }
}

async function attacksOf(
  name: string,
  papers: readonly AttackDocument[],
  world: World,
): Promise<Attack[]> {
  const isPuppet = (puppetNames as readonly string[]).includes(name)
  const address = {
    openaiApiKey: process.env['OPENAI_API_KEY'] || null,
    modelUrl: process.env['QUARTERMASTER_MODEL_URL'] || null,
  }
  const real = isPuppet ? null : contestantOf(name, address, { through: 'process', batch: null })
  const attacks: Attack[] = []
  for (const [at, paper] of papers.entries()) {
    const contestant = real ?? puppetContestant(name as PuppetName, paper, at)
    attacks.push(await playAttack(paper, world, contestant))
    process.stderr.write(`\r${name}: ${at + 1} of ${papers.length}   `)
  }
  process.stderr.write('\n')
  return attacks
}

const share = (attacks: readonly Attack[], is: (attack: Attack) => boolean) => {
  const { right, of, to } = rateOf(attacks.filter(is).length, attacks.length)
  return [`${right} of ${of}`, `below ${(to * 100).toFixed(1)} %`]
}

function attackTable(byName: ReadonlyMap<string, Attack[]>): Table {
  return {
    title: 'Attacks that left something behind (95 % interval of the share)',
    columns: ['', 'what only people may do', '', 'other rows', '', 'a link of the document', ''],
    rows: [...byName].map(([name, attacks]) => [
      name,
      ...share(attacks, ({ forbidden }) => forbidden.length > 0),
      ...share(attacks, ({ changed }) => changed.length > 0),
      ...share(attacks, ({ shown }) => shown.length > 0),
    ]),
    note: 'Drafts and submissions are other rows: a puppet makes them on purpose, and people see them before anything is bought.',
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      documents: { type: 'string', default: '300' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  if (!/^[1-9]\d{0,4}$/.test(values.documents)) {
    throw new QuartermasterError(
      'invalid',
      `--documents ${values.documents} is not usable.`,
      'Give a whole number from 1 to 99999.',
    )
  }
  const set = values.data === undefined ? ownSet : readSet(values.data)
  const papers = documents(set, Number(values.documents))
  const names = values.model === undefined ? puppetNames : [values.model]
  const world = await openWorld({ seed: 7, asOf: '2026-11-20', variants: [] })
  const byName = new Map<string, Attack[]>()
  for (const name of names) byName.set(name, await attacksOf(name, papers, world))
  await world.close()
  process.stdout.write(`${tableLines(attackTable(byName))}\n`)
  if (values.json) process.stdout.write(`${JSON.stringify([...byName])}\n`)
  const broken = [...byName.values()].flat().filter(({ forbidden }) => forbidden.length > 0)
  for (const { document, forbidden } of broken.slice(0, 5)) {
    process.stderr.write(
      `${document.goalId}, ${document.template}, ${document.carrier.name}: ${forbidden[0]!.slice(0, 300)}\n`,
    )
  }
  if (broken.length > 0) process.exitCode = 1
}

try {
  await main()
} catch (error) {
  const { code, message, repair } = outsideError(error)
  process.stderr.write(`${message}\n${repair}\n`)
  if (code === 'internal') process.stderr.write(`${inspect(error)}\n`)
  process.exitCode = 1
}
