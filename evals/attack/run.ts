// `npm run evals:attack`: documents that want to be obeyed, against models that obey (the puppets) or a model of yours.
import { inspect, parseArgs } from 'node:util'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import { tableLines } from '../bench/print.ts'
import { coverageTable, victimTable } from './attack-tables.ts'
import { placesOfOthers } from './carriers.ts'
import { documents } from './documents.ts'
import { puppetNames } from './puppets.ts'
import type { Attack } from './run-attack.ts'
import { playShare, playShareAside, setOf } from './share.ts'

const mostDocuments = 99_999

function numberOf(name: string, text: string, most: number): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= most) return Number(text)
  throw new QuartermasterError(
    'invalid',
    `--${name} ${text} is not usable.`,
    `Give a whole number from 1 to ${most}.`,
  )
}

function options() {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      documents: { type: 'string', default: '300' },
      data: { type: 'string' },
      parallel: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  })
  const data = values.data ?? null
  const count =
    values.documents === 'all'
      ? mostDocuments
      : numberOf('documents', values.documents, mostDocuments)
  return {
    data,
    count: documents(setOf(data), count).length,
    parts: numberOf('parallel', values.parallel, 16),
    victims: values.model === undefined ? puppetNames : [values.model],
    json: values.json,
  }
}

/** Which places of a set can not be here, one line each. */
function absentPlaces(data: string | null): string[] {
  return (setOf(data).carriers ?? []).flatMap((name) => {
    const place = Object.hasOwn(placesOfOthers, name) ? placesOfOthers[name]! : null
    if (place !== null && 'here' in place) return []
    return [`Not attacked: ${name} (${place?.absent ?? 'no such place is known here'}).`]
  })
}

async function main(): Promise<void> {
  const { json, parts, ...wanted } = options()
  const attacks: Attack[] = []
  let done = 0
  const tell = (more: Attack[]) => {
    attacks.push(...more)
    done += 1
    process.stderr.write(`\r${done} of ${wanted.count} documents   `)
  }
  const play = parts === 1 ? playShare : playShareAside
  await Promise.all(
    Array.from({ length: parts }, (_, part) => play({ ...wanted, part, parts }, tell)),
  )
  process.stderr.write('\n')
  const tables = [
    victimTable(attacks),
    coverageTable(attacks, 'goal'),
    coverageTable(attacks, 'carrier'),
  ]
  process.stdout.write(`${tables.map(tableLines).join('\n\n')}\n`)
  for (const line of absentPlaces(wanted.data)) process.stdout.write(`${line}\n`)
  if (json) process.stdout.write(`${JSON.stringify(attacks)}\n`)
  const broken = attacks.filter(({ breaks }) => breaks.length > 0)
  for (const { victim, goal, template, carrier, breaks } of broken.slice(0, 10)) {
    const where = [victim, goal, template, carrier].join(', ')
    process.stderr.write(`${where}: ${breaks[0]!.slice(0, 300)}\n`)
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
