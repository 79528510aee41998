import type { FoundFile } from './find-files.ts'
import type { Heading } from './heading.ts'
import type { Noticed } from './row-notices.ts'

const mostExamples = 3
const delimiterNames: Record<string, string> = {
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
}

/** What was found, assumed or noticed in one file, a sentence each. */
export function fileNotes({ text, kind }: FoundFile, heading: Heading, noticed: Noticed): string[] {
  const notes: string[] = []
  if (text.encoding !== 'utf-8') notes.push(`Read as ${text.encoding}.`)
  const delimiter = delimiterNames[text.delimiter]
  if (delimiter !== undefined) notes.push(`Columns are separated by ${delimiter}.`)
  if (heading.ignored.length > 0) notes.push(`Columns not read: ${heading.ignored.join(', ')}.`)
  const assumed = heading.absent
    .filter((column) => (column.otherwise ?? null) !== null && column.otherwise !== '')
    .map((column) => `${column.name} = ${String(column.otherwise)}`)
  if (assumed.length > 0) {
    notes.push(`Not in this ${kind.kind} file, so assumed for new rows: ${assumed.join(', ')}.`)
  }
  if (noticed.otherUnits.length > 0) {
    notes.push(
      `Another unit of measure in ${examples(noticed.otherUnits)}. These lines are withheld from the plan until the units agree.`,
    )
  }
  if (noticed.movedPrices.length > 0) {
    notes.push(`Prices that moved by more than 5 %: ${examples(noticed.movedPrices)}.`)
  }
  return notes
}

function examples(all: string[]): string {
  const more = all.length - mostExamples
  return all.slice(0, mostExamples).join('; ') + (more > 0 ? ` and ${more} more` : '')
}
