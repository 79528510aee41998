import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { ModelMessage } from 'ai'
import { QuartermasterError } from '#root/errors.ts'
import type { Person, Tool, ToolContext } from '#root/tool.ts'
import { createAnswerGate, type AnswerGate } from './answer-gate.ts'
import { callMessages, earlierMessages, type Conversation } from './conversation.ts'
import type { TurnAnswer, TurnEvent } from './events.ts'
import { suggestFollowUps } from './follow-ups.ts'
import { describeModelFailure } from './model-failure.ts'
import { runModel, type ModelRun } from './model-run.ts'
import type { SelectedModel } from './models.ts'
import { turnInstructions } from './prompts.ts'
import { checkQuestion } from './question.ts'
import { createToolRunner, toolReply, type ToolRunner } from './tool-runner.ts'
import type { Violation } from './violation.ts'

export type TurnLimits = {
  /** Model calls in one run, and tool calls in the whole turn. */
  steps: number
  toolCalls: number
  /** Milliseconds a model that is asked first may take in all, and until its first word. */
  modelMs: number
  firstChunkMs: number
}

const DEFAULT_LIMITS: TurnLimits = {
  steps: 8,
  toolCalls: 16,
  modelMs: 90_000,
  firstChunkMs: 45_000,
}

export type TurnOptions = {
  question: string
  conversation: Conversation
  person: Person
  tools: readonly Tool[]
  toolContext: ToolContext
  models: { primary: SelectedModel; offline: LanguageModelV4 }
  /** Milliseconds since any fixed moment; only differences are used. */
  clock: () => number
  signal?: AbortSignal
  limits?: Partial<TurnLimits>
}

type Turn = Omit<TurnOptions, 'limits' | 'question'> & {
  question: string
  limits: TurnLimits
  instructions: string
  runner: ToolRunner
  gate: AnswerGate
  notices: string[]
}

/**
 * One question to its answer: the model calls tools and writes text whose every figure the number lock takes from
 * their results. A model that fails or keeps writing figures of its own is replaced by the offline model, and a
 * notice says so. Throws QuartermasterError('invalid') for an unusable question, ('unavailable') when cancelled.
 */
export async function* runTurn(options: TurnOptions): AsyncGenerator<TurnEvent> {
  const startedAt = options.clock()
  const turn = openTurn(options)
  const primary = options.models.primary
  const answered = primary.model !== null && (yield* askPrimary(turn, primary.name, primary.model))
  if (!answered) yield* askOffline(turn)
  yield { type: 'done', answer: closeTurn(turn, answered ? primary.name : 'offline', startedAt) }
}

function openTurn(options: TurnOptions): Turn {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const runner = createToolRunner({
    tools: options.tools,
    context: options.toolContext,
    callBudget: limits.toolCalls,
    clock: options.clock,
  })
  return {
    ...options,
    question: checkQuestion(options.question),
    limits,
    instructions: turnInstructions({
      personName: options.person.name,
      role: options.person.role,
      asOf: options.toolContext.asOf,
    }),
    runner,
    gate: createAnswerGate(runner.calls),
    notices: [],
  }
}

/** Whether the model that is asked first gave the whole answer; if not, a notice has said why. */
async function* askPrimary(
  turn: Turn,
  name: string,
  model: LanguageModelV4,
): AsyncGenerator<TurnEvent, boolean> {
  const messages = questionMessages(turn)
  const first = yield* run(turn, model, messages, turn.gate)
  if (first.ended === 'answered') return true
  if (first.ended === 'refused') {
    if (yield* askAgain(turn, model, [...messages, ...first.messages])) return true
    yield* notice(
      turn,
      `The answer of ${name} held figures or dates that are not in the shop's records, also on its second attempt. It was withheld; the offline assistant answers from the records.`,
    )
    return false
  }
  const why =
    first.ended === 'failed' ? `failed: ${describeModelFailure(first.error)}` : 'gave no answer'
  yield* notice(turn, `The model ${name} ${why}. The offline assistant answers instead.`)
  return false
}

/** The second and last attempt of a refused answer: read whole, then shown from where the first one stopped. */
async function* askAgain(
  turn: Turn,
  model: LanguageModelV4,
  messages: ModelMessage[],
): AsyncGenerator<TurnEvent, boolean> {
  const { raw } = turn.gate.passed()
  const gate = createAnswerGate(turn.runner.calls)
  const attempt = run(turn, model, [...messages, correction(turn.gate.violations(), raw)], gate)
  let step = await attempt.next()
  while (step.done !== true) {
    if (step.value.type !== 'text') yield step.value
    step = await attempt.next()
  }
  if (step.value.ended !== 'answered') return false
  const again = gate.passed().raw
  const rest = again.startsWith(raw.trim()) ? again.slice(raw.trim().length).trimStart() : again
  turn.gate.reopen()
  const text = turn.gate.push(rest) + turn.gate.flush()
  if (text !== '') yield { type: 'text', text }
  return turn.gate.violations().length === 0
}

function correction(violations: Violation[], passed: string): ModelMessage {
  const named = violations
    .slice(0, 6)
    .map(({ text, reason }) => `- ${JSON.stringify(text)}: ${reason}`)
  const start =
    passed.trim() === ''
      ? 'None of it was shown. Write the answer again.'
      : `The person has read this much: ${JSON.stringify(passed.trim())} Go on from there and do not repeat it.`
  return {
    role: 'user',
    content: `The number lock refused your answer:\n${named.join('\n')}\n${start} Every figure, date and amount is a placeholder; call a tool when the figure is not there yet.`,
  }
}

async function* askOffline(turn: Turn): AsyncGenerator<TurnEvent> {
  await turn.runner.settled()
  turn.gate.reopen()
  const useful = turn.runner.calls.filter((call) => call.error === null)
  const done = callMessages(useful, (call) => ({ id: `done_${call.id}`, reply: toolReply(call) }))
  const ended = yield* run(
    turn,
    turn.models.offline,
    [...questionMessages(turn), ...done],
    turn.gate,
  )
  if (ended.ended === 'answered') return
  if (ended.ended === 'failed') throw ended.error
  turn.gate.reopen()
  const text =
    turn.gate.push(
      'I have the result, but could not put it into words without a figure of my own; open the details of the tool call.',
    ) + turn.gate.flush()
  yield { type: 'text', text }
}

async function* run(
  turn: Turn,
  model: LanguageModelV4,
  messages: ModelMessage[],
  gate: AnswerGate,
): AsyncGenerator<TurnEvent, ModelRun> {
  const ended = yield* runModel({
    model,
    messages,
    gate,
    instructions: turn.instructions,
    runner: turn.runner,
    stepCap: turn.limits.steps,
    totalMs: turn.limits.modelMs,
    firstChunkMs: turn.limits.firstChunkMs,
    signal: turn.signal,
  })
  if (turn.signal?.aborted === true) {
    throw new QuartermasterError(
      'unavailable',
      'The question was cancelled before its answer was complete.',
      'Ask again.',
    )
  }
  return ended
}

const questionMessages = (turn: Turn): ModelMessage[] => [
  ...earlierMessages(turn.conversation),
  { role: 'user', content: turn.question },
]

function* notice(turn: Turn, text: string): Generator<TurnEvent> {
  turn.notices.push(text)
  yield { type: 'notice', text }
}

function closeTurn(turn: Turn, model: string, startedAt: number): TurnAnswer {
  const { shown, placeholders } = turn.gate.passed()
  const total = Math.max(0, Math.round(turn.clock() - startedAt))
  const tools = turn.runner.calls.reduce((sum, call) => sum + call.milliseconds, 0)
  return {
    conversationId: turn.conversation.id,
    question: turn.question,
    text: shown.trim(),
    placeholders,
    toolCalls: [...turn.runner.calls],
    followUps: suggestFollowUps(turn.runner.calls),
    model,
    notices: turn.notices,
    milliseconds: { total, tools, model: Math.max(0, total - tools) },
  }
}
