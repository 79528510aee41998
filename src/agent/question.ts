import { QuartermasterError } from '#root/errors.ts'

/** The longest question, in characters: far above any a person types, far below what a model should be sent. */
export const MAXIMUM_QUESTION_LENGTH = 8_000

/**
 * The question as the turn uses it: well-formed text, control and invisible characters taken out, blanks trimmed.
 * Throws QuartermasterError('invalid') when it is empty or longer than MAXIMUM_QUESTION_LENGTH.
 */
export function checkQuestion(question: unknown): string {
  if (typeof question !== 'string') {
    throw new QuartermasterError('invalid', 'A question is text.', 'Send the question as a string.')
  }
  if (question.length > MAXIMUM_QUESTION_LENGTH) {
    throw new QuartermasterError(
      'invalid',
      `The question has ${question.length.toLocaleString('en-GB')} characters; the most is ${MAXIMUM_QUESTION_LENGTH.toLocaleString('en-GB')}.`,
      'Ask about one thing at a time; bring lists of items or stock in with the import command.',
    )
  }
  const readable = question
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim()
  if (readable === '') {
    throw new QuartermasterError(
      'invalid',
      'The question is empty.',
      'Ask for example: what should I reorder this week?',
    )
  }
  return readable
}
