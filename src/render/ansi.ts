export type Tone = 'plain' | 'strong' | 'quiet' | 'good' | 'warning' | 'bad' | 'accent'

const CODES: Record<Tone, string | null> = {
  plain: null,
  strong: '1',
  quiet: '2',
  good: '32',
  warning: '33',
  bad: '31',
  accent: '36',
}

/** The text in a terminal colour, or as it is when `colour` is off. */
export function toned(text: string, tone: Tone, colour: boolean): string {
  const code = CODES[tone]
  return !colour || code === null || text === '' ? text : `\u001B[${code}m${text}\u001B[0m`
}
