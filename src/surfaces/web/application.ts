import type { TurnAnswer, TurnEvent } from '#agent/events.ts'
import type { BacktestAsk, BacktestReport } from '#operations/backtest-shop.ts'

/** What every page says of the shop in its head. */
export type ShopSummary = {
  name: string
  /** 'YYYY-MM-DD': the day the figures are of. */
  asOf: string
  isDemo: boolean
  modelName: string
  personName: string
}

/** One message of a conversation, the oldest first. */
export type ConversationMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; answer: Omit<TurnAnswer, 'conversationId' | 'question' | 'milliseconds'> }

/** All that the pages know of the program; the composition root makes it. */
export type WebApplication = {
  shop(): Promise<ShopSummary>
  /** Validated output of one tool; rejects with a QuartermasterError that may be shown. */
  callTool(name: string, input: unknown): Promise<unknown>
  /** The policy on the shop's own past; rejects with a QuartermasterError that may be shown. */
  backtest(ask: BacktestAsk): Promise<BacktestReport>
  /** One turn; ends after its 'done' event, stops when the signal says so. */
  ask(
    question: string,
    conversationId: string | null,
    signal: AbortSignal,
  ): AsyncIterable<TurnEvent>
  /** Rejects with QuartermasterError('not_found') for an unknown conversation. */
  conversation(id: string): Promise<ConversationMessage[]>
}
