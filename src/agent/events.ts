import type { OutsideError } from '#root/errors.ts'

/** One finished tool call of a turn: what the answer's numbers may come from. */
export type ToolCallRecord = {
  id: string
  name: string
  arguments: unknown
  result: unknown
  error: OutsideError | null
  milliseconds: number
}

/** What a surface hears while a turn runs. Text arrives already verified by the number lock and rendered. */
export type TurnEvent =
  | { type: 'tool_call'; id: string; name: string; arguments: unknown }
  | ({ type: 'tool_result' } & ToolCallRecord)
  | { type: 'text'; text: string }
  /** A line about the run itself: the model was not reachable, an answer was withheld ... */
  | { type: 'notice'; text: string }
  | { type: 'done'; answer: TurnAnswer }

/** The whole turn as `ask --json` prints it and the conversation stores it. */
export type TurnAnswer = {
  conversationId: string
  question: string
  /** Markdown; every figure in it is a value of `toolCalls`. */
  text: string
  /** Path into the tool results -> the text it was rendered to. */
  placeholders: Record<string, string>
  toolCalls: ToolCallRecord[]
  /** Questions a person would ask next, ready to send. */
  followUps: string[]
  model: string
  notices: string[]
  milliseconds: { total: number; tools: number; model: number }
}
