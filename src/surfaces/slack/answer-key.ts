import type { AnswerAt } from './ask-progress.ts'

/** The name of an answer on its buttons and in the marks of its messages. */
export function answerKeyOf({ conversationId, sequence }: AnswerAt): string {
  return `${conversationId}:${sequence}`
}

/** The answer that such a name names, or null. */
export function answerOfKey(key: string): AnswerAt | null {
  const match = /^([\w-]{1,64}):([1-9]\d{0,8})$/.exec(key)
  return match === null ? null : { conversationId: match[1]!, sequence: Number(match[2]) }
}
