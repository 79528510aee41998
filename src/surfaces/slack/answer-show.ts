// How a finished answer comes to stand in Slack: under its stream, as messages where the stream broke, or whispered
// where others may not see what it says.
import { noteMessage } from '#render/slack/notes.ts'
import type { SlackMessage } from '#render/slack/blocks.ts'
import { plain } from '#render/slack/text.ts'
import { storedAnswer } from '#store/answer-feedback.ts'
import {
  answerParts,
  closingBlocks,
  shownText,
  wholeMessages,
  type AnswerParts,
  type ShownAnswer,
} from './answer-parts.ts'
import { postOnce } from './answer-post.ts'
import { keepProgress, type Answering, type AnswerAt, type AskProgress } from './ask-progress.ts'
import { tellsCosts } from './channel-costs.ts'
import type { Posted } from './door.ts'
import { answerKeyOf } from './answer-key.ts'
import { patiently } from './patient-picture.ts'
import { endInterrupted, endStream, knownStream, type Stream } from './stream.ts'

type Finished = { answer: ShownAnswer; at: AnswerAt; parts: AnswerParts }

/** Shows an answer that was just given, and keeps how far it got. */
export async function showAnswer(
  answering: Answering,
  stream: Stream,
  answer: ShownAnswer,
  at: AnswerAt,
): Promise<void> {
  const { visit, costsShown } = answering
  const answerKey = answerKeyOf(at)
  const parts = await answerParts(visit, answer, { answerKey, costsShown })
  const kept = { step: 'showing' as const, stream: stream.posted, answer: at }
  if (!costsShown && tellsCosts(answer, parts)) {
    const open = await answerParts(visit, answer, { answerKey, costsShown: true })
    await keepProgress(visit, { ...kept, way: 'whisper' })
    await whisper(answering, { answer, at, parts: open })
    await keepProgress(visit, { ...kept, way: 'whispered' })
    await endPrivately(answering, stream)
    return
  }
  if (!costsShown) stream.text(shownText(answer))
  const finished = { answer, at, parts }
  const stands = await stream.settle()
  if (stands && stream.posted !== null) {
    await keepProgress(visit, { ...kept, way: 'stream' })
    const ended = await endWith(answering, stream.posted, finished, false)
    if (ended) return
  }
  await keepProgress(visit, { ...kept, way: 'post' })
  if (stream.posted !== null) await endInterrupted(visit.door, stream.posted)
  await postWhole(answering, finished, false)
}

/** Goes on with an answer that an attempt before had, and may have shown. */
export async function finishAnswer(
  answering: Answering,
  before: Extract<AskProgress, { step: 'showing' }>,
): Promise<void> {
  const { visit, userId } = answering
  const { stream, way, answer: at } = before
  if (way === 'whispered')
    return endPrivately(
      answering,
      knownStream(stream, { door: visit.door, sleep: visit.slack.sleep }),
    )
  const answer = await storedAnswer(visit.slack.db, at)
  if (answer === null) throw new Error('an answer that was kept is gone')
  const isPrivate = way === 'whisper'
  const costsShown = isPrivate || answering.costsShown
  const answerKey = answerKeyOf(at)
  const finished = {
    answer,
    at,
    parts: await answerParts(visit, answer, { answerKey, costsShown }),
  }
  if (isPrivate) {
    // Nobody can see whether it was whispered: in the direct message it stands once.
    const place = { channelId: await visit.door.directOf(userId), threadTs: null }
    await postAll(answering, place, wholeMessages(answer, finished.parts, answerKey), at, true)
    return endPrivately(
      answering,
      knownStream(stream, { door: visit.door, sleep: visit.slack.sleep }),
    )
  }
  if (way === 'stream' && stream !== null && (await endWith(answering, stream, finished, true))) {
    return
  }
  if (way === 'stream') await keepProgress(visit, { ...before, way: 'post' })
  await postWhole(answering, finished, way === 'post')
}

/** Ends the stream with the parts under its text; false where it is broken. `mayBeOver`: an attempt before may have. */
async function endWith(
  answering: Answering,
  posted: Posted,
  { answer, at, parts }: Finished,
  mayBeOver: boolean,
): Promise<boolean> {
  const { visit, place } = answering
  const { blocks, after } = closingBlocks(answer, parts)
  const ended = await patiently(visit.slack, blocks, (now) =>
    endStream(visit.door, posted, now, mayBeOver),
  )
  if (ended) await postAll(answering, place, after, at, mayBeOver)
  return ended
}

function postWhole(
  answering: Answering,
  { answer, at, parts }: Finished,
  mayStand: boolean,
): Promise<void> {
  const messages = wholeMessages(answer, parts, answerKeyOf(at))
  return postAll(answering, answering.place, messages, at, mayStand)
}

/** Each has its number from the end: the list below an answer is the same message whichever way the text came. */
async function postAll(
  { visit, userId }: Answering,
  place: { channelId: string; threadTs: string | null },
  messages: SlackMessage[],
  at: AnswerAt,
  mayStand: boolean,
): Promise<void> {
  for (const [index, message] of messages.entries()) {
    const id = `${answerKeyOf(at)} ${messages.length - index}`
    await patiently(visit.slack, message.blocks, (blocks) =>
      postOnce(visit.door, { place, userId, message: { ...message, blocks }, id, mayStand }),
    )
  }
}

/** Shows the whole answer to the asker alone. */
async function whisper(
  { visit, place, userId }: Answering,
  { answer, at, parts }: Finished,
): Promise<void> {
  for (const message of wholeMessages(answer, parts, answerKeyOf(at))) {
    await patiently(visit.slack, message.blocks, (blocks) =>
      visit.door.whisper(place, userId, { ...message, blocks }),
    )
  }
}

/** The line that the others see. */
function privateLine({ visit }: Answering): string {
  const name = plain(visit.application.person.name, 80)
  return `I answered ${name} privately: the answer says what things cost, and this channel is closed to costs.`
}

async function endPrivately(answering: Answering, stream: Stream): Promise<void> {
  const { visit, place, userId } = answering
  const { blocks } = noteMessage(privateLine(answering))
  if (await stream.close(blocks)) return
  const message = noteMessage(privateLine(answering))
  const id = `${visit.key} private`
  await postOnce(visit.door, { place, userId, message, id, mayStand: false })
}
