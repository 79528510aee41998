import { markdownToTerminal, type TerminalOptions } from '#render/markdown-terminal.ts'

const narrowest = 40
const widest = 140
const withoutTerminal = 100

/** The room and the colours of standard output: the terminal's, within reason; plain where it is a file or a pipe. */
export function outputStyle(): TerminalOptions {
  const columns = process.stdout.columns ?? withoutTerminal
  return {
    width: Math.min(widest, Math.max(narrowest, columns)),
    colour: Boolean(process.stdout.isTTY) && process.env['NO_COLOR'] === undefined,
  }
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** Prints an answer: headings, lists and tables that fit the terminal, coloured where it is one. */
export function printMarkdown(markdown: string): void {
  process.stdout.write(`${markdownToTerminal(markdown, outputStyle())}\n`)
}
