// Where somebody talks to the assistant: what it hears of a question there, which tools it has, and what is seen of its
// answer.
import type { TurnAnswer } from '#agent/events.ts'
import type { SlackMessage } from '#render/slack/blocks.ts'
import type { ToolContext } from '#root/tool.ts'
import { faultOfDelivery, heardInSlack, shownInSlack } from './in-slack.ts'

export const channelNames = ['web', 'slack', 'mcp'] as const
export type ChannelName = (typeof channelNames)[number]

/** A turn as it was seen where it took place. */
export type ShownTurn = {
  /** What was said, as the channel delivered it. */
  said: string
  /** What is read of the answer. */
  text: string
  /** What stands beside it: buttons, and the line that a notification shows. */
  beside: string
  /** The answer as it goes to Slack; none elsewhere. */
  messages: SlackMessage[]
}

export type Channel = {
  /** 'in Slack', as a report names it. */
  where: string
  /** Whether the assistant there has its tools as an MCP client has them. */
  overMcp: boolean
  /** The question in what was said. */
  hears(said: string): string
  shows(answer: TurnAnswer, context: ToolContext): Promise<Omit<ShownTurn, 'said'>>
  /** Why nobody could have said that there; null = they could. */
  faultOf(said: string): string | null
}

const asItIs = {
  hears: (said: string) => said,
  shows: ({ text }: TurnAnswer) => Promise.resolve({ text, beside: '', messages: [] }),
  faultOf: () => null,
}

/** What each channel does. The web console and MCP clients show markdown, which is judged as it is written. */
export const channels: Record<ChannelName, Channel> = {
  web: { where: 'in the web console', overMcp: false, ...asItIs },
  slack: {
    where: 'in Slack',
    overMcp: false,
    hears: heardInSlack,
    shows: shownInSlack,
    faultOf: faultOfDelivery,
  },
  mcp: { where: 'in an MCP client', overMcp: true, ...asItIs },
}
