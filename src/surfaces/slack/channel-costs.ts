// What may be seen in a channel that is closed to costs.
import { isMoneyField, namesMoney } from '#render/costs.ts'
import { costsShownIn } from '#store/slack-places.ts'
import type { Slack } from './slack.ts'

/** A direct message is between one person and the bot; Slack begins its id with a D. */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D')
}

/** Whether costs may be shown to everybody who reads there. */
export async function costsShownAt(
  slack: Slack,
  at: { teamId: string; channelId: string },
): Promise<boolean> {
  return isDirect(at.channelId) || (await costsShownIn(slack.db, at))
}

/** Whether an answer, or anything else that `shown` under it, says what something costs. */
export function tellsCosts(
  answer: { text: string; placeholders: Record<string, string> },
  ...shown: unknown[]
): boolean {
  return (
    Object.keys(answer.placeholders).some(isMoneyField) ||
    namesMoney(answer.text) ||
    shown.some((each) => namesMoney(JSON.stringify(each) ?? ''))
  )
}
