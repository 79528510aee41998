// Where questions come from: a direct message, a mention, the command, a button under an answer.
import { askedMessage, noteMessage } from '#render/slack/notes.ts'
import { postOnce } from './answer-post.ts'
import { clickOf } from './ask-click.ts'
import { reorderQuestion, saidIn } from './ask-question.ts'
import { answerQuestion } from './ask-turn.ts'
import { isDirect } from './channel-costs.ts'
import type { SlackBody } from './delivery.ts'
import { placeOf, tell } from './listener.ts'
import { notingChannel } from './notices-channels.ts'
import { explainLine, showLines } from './answer-lines.ts'
import { takeFeedback, takeReason } from './answer-feedback.ts'
import type { Listeners } from './router.ts'
import type { Visit } from './slack.ts'
import { SlackRefusal } from './web-api.ts'
import { recordOf } from './fields-of.ts'

async function answerSaid(visit: Visit, body: SlackBody): Promise<void> {
  const said = saidIn(body)
  if (said === null) return
  const { question, hasFiles, channelId, threadTs } = said
  await answerQuestion(visit, { question, hasFiles, place: { channelId, threadTs } })
}

/** 'message': a direct message is a question; what people say in channels is none until they mention the bot. */
async function heardMessage(visit: Visit, body: SlackBody): Promise<void> {
  if (recordOf(body['event'])['channel_type'] === 'im') await answerSaid(visit, body)
}

/** 'app_mention': a question in a channel, answered in its thread. In a direct message the message itself is the question. */
async function heardMention(visit: Visit, body: SlackBody): Promise<void> {
  if (!isDirect(String(recordOf(body['event'])['channel']))) await answerSaid(visit, body)
}

/** Answers in the person's direct message, under a line that says what was asked. */
async function answerDirectly(visit: Visit, question: string): Promise<string> {
  const { door, who, key, attemptsBefore } = visit
  const { userId } = who.mapping
  const channelId = await door.directOf(userId)
  const { ts } = await postOnce(door, {
    place: { channelId },
    userId,
    message: askedMessage(question),
    id: `${key} question`,
    mayStand: attemptsBefore > 0,
  })
  await answerQuestion(visit, { question, place: { channelId, threadTs: ts } })
  return channelId
}

/** '/reorder': answered in the direct message, so that a channel does not fill with lists. */
async function reorder(visit: Visit, body: SlackBody): Promise<void> {
  const place = placeOf(body)
  const channelId = await answerDirectly(visit, reorderQuestion(String(body['text'] ?? '')))
  if (place === null || place.channelId === channelId) return
  const message = noteMessage('I answered in our direct message.')
  try {
    await tell(visit.door, visit.who.mapping.userId, place, message)
  } catch (error) {
    // The bot is not in that channel: the answer stands, only the hint is missing.
    if (!(error instanceof SlackRefusal)) throw error
  }
}

/** 'follow_up': the question on the button, asked by whoever clicks, in the same thread. */
async function followUp(visit: Visit, body: SlackBody): Promise<void> {
  const { value: question, messageTs } = clickOf(body)
  const place = placeOf(body)
  const threadTs = place?.threadTs ?? messageTs
  if (place === null || threadTs === null) {
    await answerDirectly(visit, question)
    return
  }
  const { channelId } = place
  await answerQuestion(visit, { question, isQuoted: true, place: { channelId, threadTs } })
}

const openings = [
  { title: 'What to reorder', message: 'What should I reorder this week?' },
  { title: 'What needs attention', message: 'What needs my attention?' },
  { title: 'Late orders', message: 'Which orders are late?' },
  { title: 'How are we doing', message: 'How are we doing?' },
]

/** 'app_home_opened' on the messages tab: questions to begin with. */
export async function openedMessages(visit: Visit, body: SlackBody): Promise<void> {
  const event = recordOf(body['event'])
  if (event['tab'] !== 'messages') return
  await visit.door.suggest({ channelId: String(event['channel']) }, openings)
}

/** What asking listens to. */
export const asking = {
  events: { message: heardMessage, app_mention: notingChannel(heardMention) },
  commands: { '/reorder': reorder },
  clicks: {
    follow_up: followUp,
    show_lines: showLines,
    explain_line: explainLine,
    answer_feedback: takeFeedback,
  },
  views: { feedback_reason: takeReason },
} satisfies Partial<Listeners>
