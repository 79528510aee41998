// What the classifier learns from: `examples/<tool or kind of talk>.txt`, one wording a line, names as {slots}.
// [argument=value] before a wording is an argument that it fixes.
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Example } from './classifier.ts'
import { findSlots } from './slots.ts'
import { talkLabels, type TalkLabel } from './talk-labels.ts'

/** What a class of examples stands for: a tool with arguments that its words fix, or a kind of talk. */
export type Meaning =
  | { kind: 'tool'; tool: string; fixed: Record<string, string | boolean> }
  | { kind: 'talk'; talk: TalkLabel }

const folder = join(import.meta.dirname, 'examples')

/** An example as the classifier sees a question: figures as slots, too. */
function patternOf(example: string): string {
  const slots = findSlots(example, (position) => insideSlot(example, position))
  let pattern = ''
  let end = 0
  for (const slot of slots) {
    pattern += `${example.slice(end, slot.start)} {${slot.kind}} `
    end = slot.end
  }
  return (pattern + example.slice(end)).replace(/\s+/g, ' ').trim()
}

const insideSlot = (text: string, position: number): boolean =>
  text.lastIndexOf('{', position) > text.lastIndexOf('}', position - 1)

function toolExample(tool: string, line: string): { meaning: Meaning; text: string } {
  const match = /^\[(\w+)=(\w+)\]\s*(.*)$/.exec(line)
  const value = match?.[2] === 'true' ? true : match?.[2]
  const fixed = match === null || value === undefined ? {} : { [match[1]!]: value }
  return { meaning: { kind: 'tool', tool, fixed }, text: match?.[3] ?? line }
}

const isTalk = (name: string): name is TalkLabel => (talkLabels as readonly string[]).includes(name)

/** All examples with their classes, and what each class means. */
export function readExamples(): { examples: Example[]; meanings: Map<string, Meaning> } {
  const examples: Example[] = []
  const meanings = new Map<string, Meaning>()
  const add = (label: string, meaning: Meaning, text: string) => {
    meanings.set(label, meaning)
    examples.push({ label, pattern: patternOf(text) })
  }
  for (const file of readdirSync(folder).toSorted()) {
    const name = basename(file, '.txt')
    for (const line of readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')) {
      if (isTalk(name)) add(name, { kind: 'talk', talk: name }, line)
      else {
        const { meaning, text } = toolExample(name, line)
        const fixed = meaning.kind === 'tool' ? meaning.fixed : {}
        add(`${name} ${JSON.stringify(fixed)}`, meaning, text)
      }
    }
  }
  return { examples, meanings }
}
