// One question to its answer in a thread: heard, streamed, kept, and finished after a crash.
import { MAXIMUM_QUESTION_LENGTH } from '#agent/question.ts'
import type { ToolCallRecord, TurnAnswer, TurnEvent } from '#agent/events.ts'
import { markdownText } from '#render/slack/text.ts'
import { taskTitle, toolTitle } from '#render/slack/task.ts'
import { refusalMessage } from '#render/slack/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { sequenceOfAnswer } from '#store/answer-feedback.ts'
import { conversationInThread, rememberThread } from '#store/slack-places.ts'
import { namesMoney } from '#render/costs.ts'
import { isListOnly } from './answer-parts.ts'
import { finishAnswer, showAnswer } from './answer-show.ts'
import { keepProgress, progressOf, type Answering } from './ask-progress.ts'
import { costsShownAt, isDirect } from './channel-costs.ts'
import { postOnce } from './answer-post.ts'
import type { StreamChunk } from './door.ts'
import { tell } from './listener.ts'
import type { Visit } from './slack.ts'
import { endInterrupted, openStream, type Stream } from './stream.ts'

export type Asked = {
  question: string
  place: { channelId: string; threadTs: string }
  /** The question stands nowhere in the thread: it was a button, or was asked elsewhere. */
  isQuoted?: boolean
  hasFiles?: boolean
}

const readingCard = { id: 'question', title: 'Reading the question' }
const writingCard = { id: 'answer', title: 'Writing the answer' }

const filesLine = 'I can not read files here: bring lists in on the web console, under Import.'

/** Answers a question where it was asked, once, whatever attempts it takes. Rejects for a defect only. */
export async function answerQuestion(visit: Visit, asked: Asked): Promise<void> {
  const { slack, door, who } = visit
  const { place } = asked
  const { userId } = who.mapping
  const no = refusalOf(asked)
  if (no !== null) return refuse(visit, place, no)
  const costsShown = await costsShownAt(slack, { teamId: door.teamId, channelId: place.channelId })
  const answering: Answering = { visit, place, userId, costsShown }
  const before = progressOf(visit)
  if (before?.step === 'showing') return finishAnswer(answering, before)
  if (before?.stream) await endInterrupted(door, before.stream)
  const first: StreamChunk[] = [{ type: 'task_update', ...readingCard, status: 'in_progress' }]
  const stream = await openStream({ door, place, userId, first, sleep: slack.sleep })
  await keepProgress(visit, { step: 'asking', stream: stream.posted })
  try {
    if (costsShown || !namesMoney(asked.question)) quote(stream, asked)
    await answerInto(answering, asked, stream)
  } catch (error) {
    // What is under way ends before another attempt begins: it would write into an ended message.
    await stream.settle()
    throw error
  }
}

async function answerInto(answering: Answering, asked: Asked, stream: Stream): Promise<void> {
  const answer = await heard(answering, asked, stream)
  if (answer === null) return
  const { conversationId } = answer
  const { db } = answering.visit.slack
  const sequence = await sequenceOfAnswer(db, conversationId, answer.question)
  if (sequence === null) throw new Error('an answer was given and not kept')
  await showAnswer(answering, stream, answer, { conversationId, sequence })
}

function quote(stream: Stream, { isQuoted, hasFiles, question }: Asked): void {
  if (isQuoted === true) stream.text(`> ${markdownText(question.slice(0, 500))}\n\n`)
  if (hasFiles === true) stream.text(`_${filesLine}_\n\n`)
}

function refusalOf({ question, hasFiles }: Asked) {
  const characters = question.length
  if (characters > MAXIMUM_QUESTION_LENGTH) {
    return { kind: 'question_too_long' as const, characters, most: MAXIMUM_QUESTION_LENGTH }
  }
  if (/\S/.test(question.replace(/\p{Cf}/gu, ''))) return null
  const repair = 'Ask for example: What should I reorder this week?'
  const message = hasFiles === true ? filesLine : 'I heard my name, and no question.'
  return { kind: 'failed' as const, message, repair }
}

async function refuse(
  { door, who, key, attemptsBefore }: Visit,
  place: Asked['place'],
  refusal: Parameters<typeof refusalMessage>[0],
): Promise<void> {
  const message = refusalMessage(refusal)
  const { userId } = who.mapping
  const id = `${key} refusal`
  if (!isDirect(place.channelId)) return tell(door, userId, place, message)
  await postOnce(door, { place, userId, message, id, mayStand: attemptsBefore > 0 })
}

/** Hears the turn into the stream; null when it failed in a way that the person was told. */
async function heard(
  answering: Answering,
  asked: Asked,
  stream: Stream,
): Promise<TurnAnswer | null> {
  const { visit, place, costsShown } = answering
  const { application, slack, door } = visit
  const thread = { teamId: door.teamId, ...place, personId: application.person.id }
  const known = await conversationInThread(slack.db, thread)
  const hearing = new AbortController()
  let answer: TurnAnswer | null = null
  const said = narratorOf(stream, costsShown)
  try {
    for await (const event of application.ask(asked.question, known, hearing.signal)) {
      if (event.type === 'done') answer = event.answer
      else said(event)
    }
  } catch (error) {
    if (!(error instanceof QuartermasterError)) throw error
    await failed(answering, stream, error)
    return null
  }
  if (answer === null) throw new Error('the turn ended without an answer')
  if (known === null) {
    await rememberThread(slack.db, { ...thread, conversationId: answer.conversationId })
  }
  stream.task({ ...writingCard, status: 'complete' })
  return answer
}

/** Tells a turn as it runs: its tools as cards, its text where everybody may read it. */
function narratorOf(stream: Stream, costsShown: boolean): (event: TurnEvent) => void {
  const results: ToolCallRecord[] = []
  let stage: 'reading' | 'working' | 'writing' = 'reading'
  return (event) => {
    if (stage === 'reading') stream.task({ ...readingCard, status: 'complete' })
    if (event.type === 'tool_call' || event.type === 'tool_result') {
      stream.task(cardOf(event, costsShown))
      if (stage === 'reading') stream.task({ ...writingCard, status: 'pending' })
      if (stage === 'reading') stage = 'working'
    }
    if (event.type === 'tool_result') results.push(event)
    if (event.type !== 'text') return
    if (stage !== 'writing') stream.task({ ...writingCard, status: 'in_progress' })
    stage = 'writing'
    // Where costs are closed nobody reads along: what an answer is about is known at its end.
    if (costsShown) stream.text(event.text, isListOnly(results))
  }
}

type CallEvent = {
  type: 'tool_call' | 'tool_result'
  id: string
  name: string
  arguments: unknown
  error?: { message: string; repair: string } | null
}

/** A tool call as a card; where costs are closed it says neither what was asked nor what went wrong. */
function cardOf(event: CallEvent, costsShown: boolean) {
  const title = costsShown ? taskTitle(event.name, event.arguments) : toolTitle(event.name)
  if (event.type === 'tool_call') return { id: event.id, title, status: 'in_progress' as const }
  const { error } = event
  if (error === undefined || error === null) {
    return { id: event.id, title, status: 'complete' as const }
  }
  const output = costsShown ? markdownText(`${error.message} ${error.repair}`).slice(0, 1_000) : ''
  return { id: event.id, title, status: 'error' as const, ...(output !== '' && { output }) }
}

/** Tells in the thread why there is no answer and what to do; where the stream broke, as a message to the person. */
async function failed(
  { visit, place, userId, costsShown }: Answering,
  stream: Stream,
  { message, repair }: QuartermasterError,
): Promise<void> {
  const refusal = refusalMessage({ kind: 'failed', message, repair })
  stream.task({ id: 'answer', title: 'There is no answer', status: 'error' })
  if (costsShown) stream.text(`${markdownText(message)} ${markdownText(repair)}\n\n`)
  const stands = await stream.close([])
  if (!stands || !costsShown) await tell(visit.door, userId, place, refusal)
}
