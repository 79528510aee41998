// The prompts as they are written in prompts/mcp: a title, a description, and a text with named places.
import { readFileSync } from 'node:fs'
import { plainText } from '#render/text.ts'

const folder = new URL('../../../prompts/mcp/', import.meta.url)

const readText = (name: string): string => readFileSync(new URL(`${name}.md`, folder), 'utf8')

export type PromptFile = { title: string; description: string; text: string }

const form = /^---\ntitle: (.+)\ndescription: (.+)\n---\n\n([^]+)$/

const howToWork = readText('how_to_work')

/** A prompt by its name, with the rules that hold for each. Throws for a file that is not of that form: a defect. */
export function promptFile(name: string): PromptFile {
  const [, title, description, text] = form.exec(readText(name)) ?? []
  if (title === undefined || description === undefined || text === undefined) {
    throw new Error(`prompts/mcp/${name}.md does not begin with a title and a description`)
  }
  return { title, description, text: `${text}\n${howToWork}` }
}

const longestName = 100

/** A text that somebody typed, as a quotation on one line that it can not close, at most 100 characters. */
export function quoted(text: string): string {
  const inside = [...plainText(text).replace(/[“”]/g, '"')].slice(0, longestName).join('')
  return `“${inside}”`
}

const place = /\{\{(\w+)\}\}/g

/** The text with its places filled; a line with a place that nobody filled is left out. */
export function filledPrompt(text: string, values: Record<string, string | undefined>): string {
  return text
    .split('\n')
    .filter((line) => [...line.matchAll(place)].every(([, name]) => values[name!] !== undefined))
    .join('\n')
    .replace(place, (_whole, name: string) => values[name]!)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
