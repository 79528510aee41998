// Whether an answer helped: a click is kept at once, and why it did not is asked in a modal.
import { FEEDBACK_INPUT, feedbackModal, feedbackOfValue } from '#render/slack/answer.ts'
import { noteMessage } from '#render/slack/notes.ts'
import { QuartermasterError } from '#root/errors.ts'
import { storedAnswer, writeFeedback } from '#store/answer-feedback.ts'
import { answerOfKey } from './answer-key.ts'
import { clickOf } from './ask-click.ts'
import type { AnswerAt } from './ask-progress.ts'
import type { SlackBody } from './delivery.ts'
import type { Place } from './door.ts'
import { placeOf, tell } from './listener.ts'
import type { Visit } from './slack.ts'
import { recordOf } from './fields-of.ts'

async function knownAnswer({ slack }: Visit, key: string): Promise<AnswerAt> {
  const at = answerOfKey(key)
  if (at !== null && (await storedAnswer(slack.db, at)) !== null) return at
  throw new QuartermasterError(
    'not_found',
    'This answer is not kept any more.',
    'Ask again, and say then whether it helped.',
  )
}

async function keep(
  { slack, application }: Visit,
  at: AnswerAt,
  word: { verdict: 'good' | 'bad'; reason: string | null },
): Promise<void> {
  const givenAt = slack.program.now().toISOString()
  await writeFeedback(slack.db, { ...at, personId: application.person.id, ...word, givenAt })
}

const thanks = (visit: Visit, place: Place | null, text: string) =>
  tell(visit.door, visit.who.mapping.userId, place, noteMessage(text))

/** 'answer_feedback': kept at once; for a bad answer the reason is asked. */
export async function takeFeedback(visit: Visit, body: SlackBody): Promise<void> {
  const { value, triggerId } = clickOf(body)
  const word = feedbackOfValue(value)
  const place = placeOf(body)
  // The window for the reason opens within three seconds or never: it goes before the books.
  if (word?.verdict === 'bad') {
    const metadata = JSON.stringify({ answerKey: word.answerKey, place })
    await visit.door.openView(triggerId, feedbackModal(metadata))
  }
  const at = await knownAnswer(visit, word?.answerKey ?? '')
  await keep(visit, at, { verdict: word!.verdict, reason: null })
  if (word?.verdict === 'good') {
    await thanks(visit, place, 'Thank you. I noted that this answer helped.')
  }
}

type Metadata = { answerKey?: unknown; place?: Place | null }

function metadataOf(text: unknown): Metadata {
  try {
    return recordOf(JSON.parse(String(text)))
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** 'feedback_reason': why an answer did not help takes the place of the bare click. */
export async function takeReason(visit: Visit, body: SlackBody): Promise<void> {
  const view = recordOf(body['view'])
  const { answerKey, place } = metadataOf(view['private_metadata'])
  const values = recordOf(recordOf(view['state'])['values'])
  const input = recordOf(recordOf(values[FEEDBACK_INPUT.block])[FEEDBACK_INPUT.action])
  const reason = String(input['value'] ?? '').trim()
  const at = await knownAnswer(visit, String(answerKey))
  await keep(visit, at, { verdict: 'bad', reason: reason === '' ? null : reason.slice(0, 500) })
  await thanks(visit, place ?? null, 'Thank you. I noted what was wrong with this answer.')
}
