import { terminalFromMarkdown } from '#render/terminal.ts'

const narrowest = 40
const widest = 140

/** The columns a line may use: the terminal's, within reason; 100 when the output is a file or a pipe. */
export function outputWidth(): number {
  return Math.min(widest, Math.max(narrowest, process.stdout.columns ?? 100))
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** Prints an answer: headings, lists and tables that fit the terminal, coloured where it is one. */
export function printMarkdown(markdown: string): void {
  const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined
  process.stdout.write(`${terminalFromMarkdown(markdown, { width: outputWidth(), colour })}\n`)
}
