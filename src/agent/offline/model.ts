import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider'
import { answerCall } from '../answers/answers.ts'
import type { Lexicon } from '../lexicon.ts'
import { readPrompt } from './context.ts'
import { createInterpreter, type Interpreter } from './interpreter.ts'
import type { Plan, PlannedCall } from './plan.ts'
import { changeAfterLook, understand } from './understand.ts'

const noTokens: LanguageModelV4Usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 0, text: 0, reasoning: undefined },
}

/**
 * The model that needs no key and no network: it reads the question by learned examples and the shop's names, calls
 * tools, and writes answers from templates whose figures are placeholders. Deterministic.
 */
class OfflineModel implements LanguageModelV4 {
  readonly specificationVersion = 'v4'
  readonly provider = 'quartermaster'
  readonly modelId = 'offline'
  readonly supportedUrls = {}
  readonly #interpreter: Interpreter

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter
  }

  async doGenerate(options: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    const content = respond(options, this.#interpreter)
    return { content, finishReason: finishReason(content), usage: noTokens, warnings: [] }
  }

  async doStream(options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
    const content = respond(options, this.#interpreter)
    const parts: LanguageModelV4StreamPart[] = [
      { type: 'stream-start', warnings: [] },
      ...content.flatMap(streamed),
      { type: 'finish', finishReason: finishReason(content), usage: noTokens },
    ]
    return {
      stream: new ReadableStream({
        start(controller) {
          for (const part of parts) controller.enqueue(part)
          controller.close()
        },
      }),
    }
  }
}

/** The offline model over one shop's names; the classifier is trained once per process, in about a second. */
export function offlineModel(options: { lexicon: Lexicon }): LanguageModelV4 {
  return new OfflineModel(createInterpreter(options.lexicon))
}

function respond(
  options: LanguageModelV4CallOptions,
  interpreter: Interpreter,
): LanguageModelV4Content[] {
  const { question, earlier, present } = readPrompt(options.prompt)
  if (present.length > 0) {
    const next = changeAfterLook(question, earlier, present, interpreter)
    if (next !== null) return asCalls(next, earlier.length + 1, present.length)
    const text = present.map((call) => answerCall(call.tool, call.call, call)).join('\n\n---\n\n')
    return [{ type: 'text', text }]
  }
  const plan: Plan = understand(question, earlier, interpreter)
  if (plan.kind === 'say') return [{ type: 'text', text: plan.text }]
  return asCalls(plan.calls, earlier.length + 1, 0)
}

const asCalls = (
  calls: readonly PlannedCall[],
  turn: number,
  before: number,
): LanguageModelV4Content[] =>
  calls.map(({ tool, input }, index) => ({
    type: 'tool-call',
    toolCallId: `offline_${turn}_${before + index + 1}`,
    toolName: tool,
    input: JSON.stringify(input),
  }))

const finishReason = (content: LanguageModelV4Content[]) => ({
  unified: content.some((part) => part.type === 'tool-call')
    ? ('tool-calls' as const)
    : ('stop' as const),
  raw: undefined,
})

/** A content part as a stream tells it; text line by line. */
function streamed(part: LanguageModelV4Content, index: number): LanguageModelV4StreamPart[] {
  const id = String(index)
  if (part.type === 'text') {
    const lines = part.text.match(/[^\n]*\n|[^\n]+$/g) ?? []
    return [
      { type: 'text-start', id },
      ...lines.map((delta): LanguageModelV4StreamPart => ({ type: 'text-delta', id, delta })),
      { type: 'text-end', id },
    ]
  }
  if (part.type !== 'tool-call') return []
  return [
    { type: 'tool-input-start', id: part.toolCallId, toolName: part.toolName },
    { type: 'tool-input-delta', id: part.toolCallId, delta: part.input },
    { type: 'tool-input-end', id: part.toolCallId },
    part,
  ]
}
