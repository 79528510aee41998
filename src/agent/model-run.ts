import type { LanguageModelV4 } from '@ai-sdk/provider'
import { isStepCount, streamText, type ModelMessage } from 'ai'
import type { AnswerGate } from './answer-gate.ts'
import type { TurnEvent } from './events.ts'
import type { ToolRunner } from './tool-runner.ts'

/** How one run of a model ended. `messages` are its own words and calls, for a second attempt. */
export type ModelRun =
  | { ended: 'answered' | 'refused' | 'empty'; messages: ModelMessage[] }
  | { ended: 'failed'; error: unknown }

export type ModelRunOptions = {
  model: LanguageModelV4
  instructions: string
  messages: ModelMessage[]
  runner: ToolRunner
  gate: AnswerGate
  stepCap: number
  /** Longest wait for the whole run and for its first sign of life, milliseconds. */
  totalMs: number
  firstChunkMs: number
  signal: AbortSignal | undefined
}

/** Tool calls and text of one model run as they come; text only as far as the gate lets it pass. */
export async function* runModel(options: ModelRunOptions): AsyncGenerator<TurnEvent, ModelRun> {
  const { gate, runner } = options
  const result = streamText({
    model: options.model,
    instructions: options.instructions,
    messages: options.messages,
    tools: runner.toolSet,
    stopWhen: isStepCount(options.stepCap),
    maxRetries: 1,
    timeout: { totalMs: options.totalMs, firstChunkMs: options.firstChunkMs },
    ...(options.signal === undefined ? {} : { abortSignal: options.signal }),
    // Failures come as parts of the stream; the default would print them.
    onError: () => undefined,
  })
  let stepText = ''
  let wroteLast = false
  try {
    for await (const part of result.stream) {
      if (part.type === 'error') return { ended: 'failed', error: part.error }
      if (part.type === 'abort') return { ended: 'failed', error: abortError() }
      if (part.type === 'text-delta') {
        const gap = stepText === '' && gate.passed().raw !== '' ? '\n\n' : ''
        stepText += part.text
        yield* shown(gate.push(gap + part.text))
      }
      if (part.type === 'tool-call') yield* announce(part, runner)
      if (part.type === 'tool-result' || part.type === 'tool-error')
        yield* report(part.toolCallId, runner)
      if (part.type === 'finish-step') {
        wroteLast = part.finishReason !== 'tool-calls' && stepText.trim() !== ''
        yield* shown(gate.flush())
        // Words between calls are no answer: what the gate held of them is let go.
        if (part.finishReason === 'tool-calls') gate.reopen()
        stepText = ''
      }
    }
    const messages = (await result.responseMessages) as ModelMessage[]
    if (gate.violations().length > 0) return { ended: 'refused', messages }
    return { ended: wroteLast ? 'answered' : 'empty', messages }
  } catch (error) {
    return { ended: 'failed', error }
  }
}

function* shown(text: string): Generator<TurnEvent> {
  if (text !== '') yield { type: 'text', text }
}

type CallPart = {
  toolCallId: string
  toolName: string
  input: unknown
  invalid?: boolean | undefined
}

function* announce(part: CallPart, runner: ToolRunner): Generator<TurnEvent> {
  const record =
    part.invalid === true
      ? runner.refuse(part.toolCallId, part.toolName, part.input)
      : runner.announce(part.toolCallId, part.toolName, part.input)
  yield { type: 'tool_call', id: record.id, name: record.name, arguments: record.arguments }
}

function* report(modelCallId: string, runner: ToolRunner): Generator<TurnEvent> {
  const record = runner.recordOf(modelCallId)
  if (record !== undefined) yield { type: 'tool_result', ...record }
}

function abortError(): Error {
  const error = new Error('The model run was aborted.')
  error.name = 'AbortError'
  return error
}
