// What a resource says is what the tools say, under headings: nothing is worked out here.
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import { outsideError, QuartermasterError, type ErrorCode } from '#root/errors.ts'
import { plainValue } from '#render/value.ts'
import { escapeMarkdown } from '#render/text.ts'
import { toolText } from '#render/tool-text.ts'
import type { McpUnit } from '../host.ts'
import { refusalCode } from '../refusal.ts'

const unheard = () => undefined

/** A tool's result, as its output schema has it. Rejects as the tool does. */
export async function answerOf<Result extends Record<string, unknown>>(
  unit: McpUnit,
  tool: string,
  input: Record<string, unknown>,
): Promise<Result> {
  return (await unit.run('call_tool', { name: tool, input }, unheard)) as Result
}

type Answer = Record<string, unknown>

/** What of an answer is told under a heading that says the rest: its list, how much more there is, and from where. */
export function listIn(field: string, told: (entry: Answer) => Answer = (entry) => entry) {
  return ({ [field]: list, moreCount, asOf, source }: Answer): Answer => ({
    ...(Array.isArray(list) && list.length === 0 && { display: 'None.' }),
    lines: Array.isArray(list) ? list.map((entry) => told(entry as Answer)) : [],
    moreCount,
    asOf,
    source,
  })
}

/** The one record that an answer is about, in words; what is hidden from the reader is said with it. */
export const wordsOfOne = (
  record: Answer | undefined,
  { asOf, source, costsHidden }: Answer,
): string => toolText({ ...record, costsHidden, asOf, source })

/** A heading and what is `told` of a tool's answer, in words; a tool that can not answer says why in its place. */
export async function section(
  unit: McpUnit,
  title: string,
  tool: string,
  input: Record<string, unknown>,
  told: (answer: Answer) => Answer = (answer) => answer,
): Promise<string> {
  const words = await answerOf(unit, tool, input)
    .then((answer) => toolText(told(answer)))
    .catch((error: unknown) => {
      if (!(error instanceof QuartermasterError)) throw error
      return escapeMarkdown(`${error.message} ${error.repair}`)
    })
  return `## ${title}\n\n${words}`
}

/** Paragraphs of a document, one after the other. */
export const documentOf = (...parts: string[]): string => `${parts.join('\n\n')}\n`

const longestName = 60

/** A name that others wrote, on one line and at most 60 characters, for a place that is not markdown. */
export const shortName = (text: string): string =>
  [...plainValue('name', text, {})].slice(0, longestName).join('')

/** What a code that is none is answered with; `near` = what the text means as words, if anything. */
export function noSuch(kind: string, code: string, near?: string): QuartermasterError {
  const repair =
    near === undefined
      ? 'Completion of this template gives the codes.'
      : `The code of what was found is ${near}; completion gives the others.`
  return new QuartermasterError(
    'not_found',
    `There is no ${kind} with the code "${shortName(code)}".`,
    repair,
  )
}

/** The code for an error by whose fault it is: of the request, of nobody for the moment, or a defect. */
function codeOf(code: ErrorCode): number {
  if (code === 'internal') return ProtocolErrorCode.InternalError
  const isWrong = ['not_found', 'ambiguous', 'invalid', 'forbidden'].includes(code)
  // With the code of a defect its words would not leave the server.
  return isWrong ? ProtocolErrorCode.InvalidParams : refusalCode.unwelcome
}

/** Reads in the caller's name. Throws ProtocolError with words that repair: -32602 for a wrong request. */
export async function reading<Result>(
  unit: McpUnit,
  uri: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ProtocolError) throw error
    const { code, message, repair, details } = outsideError(error)
    if (code === 'internal') unit.host.report(error)
    throw new ProtocolError(codeOf(code), `${message} ${repair}`, { uri, code, ...details })
  }
}
