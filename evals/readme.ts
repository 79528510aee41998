// Writes the transcript and the table of planted situations in README.md from the program, or (--check) tells whether
// they are still true.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TurnAnswer } from '#agent/events.ts'
import { situations } from '#demo/situations.ts'
import { loadDemo } from '#operations/open-shop.ts'
import { operationsOn } from '#operations/operations.ts'
import { memoryShop } from './memory-shop.ts'

const asOf = '2026-11-20'
const questions = [
  'what should I reorder this week?',
  'why that many of the first one?',
  'what if Northwind is down for three weeks?',
  'draft R1-1 and R1-2',
]
const readmePath = join(import.meta.dirname, '..', 'README.md')

/** The questions and the offline model's answers, as Markdown quotes. */
async function transcript(): Promise<string> {
  const shop = await memoryShop(asOf)
  await loadDemo(shop, asOf)
  const run = operationsOn(shop)
  const turns: string[] = []
  let conversationId: string | null = null
  for (const question of questions) {
    const answer: TurnAnswer = await run(
      'ask',
      { question, conversationId, surface: 'cli' },
      () => undefined,
    )
    conversationId = answer.conversationId
    turns.push(`**You:** ${question}\n\n${answer.text}`)
  }
  await shop.database.close()
  return turns.join('\n\n---\n\n').replaceAll(/^/gm, '> ').replaceAll(/ +$/gm, '')
}

function situationTable(): string {
  const rows = situations.map(({ what, where, expect }) => {
    const place = [where.sku, where.locationCode, where.supplierCode, where.orderNumber]
      .filter((code) => code !== undefined)
      .join(' ')
    return `| ${place} | ${what} | ${expect} |`
  })
  return ['| where | what is planted | what to expect |', '|---|---|---|', ...rows].join('\n')
}

/** The text with what stands between the marks of a name replaced. */
function between(text: string, name: string, content: string): string {
  const opening = `<!-- ${name}: npm run readme -->`
  const closing = `<!-- /${name} -->`
  const start = text.indexOf(opening)
  const end = text.indexOf(closing)
  if (start < 0 || end < start) throw new Error(`README.md has lost the marks of its ${name}`)
  return `${text.slice(0, start + opening.length)}\n\n${content}\n\n${text.slice(end)}`
}

const readme = readFileSync(readmePath, 'utf8')
const rewritten = between(
  between(readme, 'transcript', await transcript()),
  'situations',
  situationTable(),
)

if (!process.argv.includes('--check')) {
  writeFileSync(readmePath, rewritten)
} else if (rewritten !== readme) {
  process.stderr.write(
    'README.md does not show what the program says; run "npm run readme" and read the difference.\n',
  )
  process.exitCode = 1
} else {
  process.stdout.write('README.md shows what the program says.\n')
}
