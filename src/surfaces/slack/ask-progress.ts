// How far an answer got, kept with its delivery: after a crash it is finished, and never given twice.
import { noteProgress } from '#store/slack-deliveries.ts'
import type { Posted } from './door.ts'
import type { Visit } from './slack.ts'

/** Which answer of which conversation. */
export type AnswerAt = { conversationId: string; sequence: number }

export type AskProgress =
  /** The turn runs; the stream may be half written. */
  | { step: 'asking'; stream: Posted | null }
  /** The answer is kept and goes to Slack this way; 'whispered' = only the stream is left to be ended. */
  | {
      step: 'showing'
      way: 'stream' | 'post' | 'whisper' | 'whispered'
      stream: Posted | null
      answer: AnswerAt
    }

/** What an attempt before left; null = nothing. */
export function progressOf({ progress }: Visit): AskProgress | null {
  const step = (progress as { step?: unknown } | null)?.step
  return step === 'asking' || step === 'showing' ? (progress as AskProgress) : null
}

/** Keeps how far it got. */
export async function keepProgress({ slack, key }: Visit, progress: AskProgress): Promise<void> {
  await noteProgress(slack.db, key, progress)
}

/** What every part of an answer needs to know of its place. */
export type Answering = {
  visit: Visit
  place: { channelId: string; threadTs: string }
  userId: string
  /** Whether everybody there may see costs. */
  costsShown: boolean
}
