// Writes the transcript in README.md from the running program, or (--check) tells whether it is still true.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TurnAnswer } from '#agent/events.ts'
import { operationsOn } from '#operations/operations.ts'
import { loadDemo } from '#operations/open-shop.ts'
import { memoryShop } from './memory-shop.ts'

const asOf = '2026-11-20'
const questions = [
  'what should I reorder this week?',
  'why that many of the first one?',
  'what if Northwind is down for three weeks?',
  'draft the first three',
]
const readmePath = join(import.meta.dirname, '..', 'README.md')
const opening = '<!-- transcript: npm run readme -->'
const closing = '<!-- /transcript -->'

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
  const quoted = turns.join('\n\n---\n\n').replaceAll(/^/gm, '> ').replaceAll(/ +$/gm, '')
  return `${opening}\n\n${quoted}\n\n${closing}`
}

const readme = readFileSync(readmePath, 'utf8')
const start = readme.indexOf(opening)
const end = readme.indexOf(closing) + closing.length
if (start < 0 || end < start) throw new Error('README.md has lost the marks of its transcript')
const rewritten = readme.slice(0, start) + (await transcript()) + readme.slice(end)

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
