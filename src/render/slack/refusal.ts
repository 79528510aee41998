// A polite no: what was not done, why, and who can change it.
import type { MessageBlock, SlackMessage } from './blocks.ts'
import { always, fitMessage } from './budget.ts'
import { context, section } from './elements.ts'
import { plain } from './text.ts'
import { NAME, SENTENCE, shown } from './words.ts'

export type Refusal =
  /** Nobody of the shop has this Slack account. */
  | { kind: 'unknown_person'; shop: string }
  /** The e-mail address fits a person; an administrator has still to confirm it. */
  | { kind: 'waits_for_confirmation'; shop: string; administrator: string | null }
  | { kind: 'guest'; shop: string }
  /** From another company's workspace. */
  | { kind: 'external'; shop: string }
  | { kind: 'deactivated'; shop: string }
  /** The channel is closed to costs and the question is about them. */
  | { kind: 'no_costs_here' }
  | { kind: 'question_too_long'; characters: number; most: number }
  /** What somebody asked or clicked failed; nothing was changed unless the message says so. */
  | { kind: 'failed'; message: string; repair: string }

type Words = { message: string; repair: string }

function identityWords(refusal: Extract<Refusal, { shop: string }>): Words {
  const shop = plain(refusal.shop, NAME)
  switch (refusal.kind) {
    case 'unknown_person':
      return {
        message: `I do not know you at ${shop} yet, so I can not show you anything of it.`,
        repair:
          'Ask an administrator of the shop to add you with the e-mail address that you use in Slack.',
      }
    case 'waits_for_confirmation': {
      const who =
        refusal.administrator === null ? 'An administrator' : plain(refusal.administrator, NAME)
      return {
        message: `Your Slack account fits a person of ${shop}, and has to be confirmed once before I answer.`,
        repair: `${who} confirms it; after that you can ask right away.`,
      }
    }
    case 'guest':
      return {
        message: `Guests of this workspace can not use ${shop} in Slack.`,
        repair: 'Ask an administrator of the workspace for a full account, or use the web console.',
      }
    case 'external':
      return {
        message: `I answer people of ${shop} only, and your account is from another organisation.`,
        repair: 'Ask the person whom you work with there to look it up for you.',
      }
    case 'deactivated':
      return {
        message: `Your account at ${shop} is switched off.`,
        repair: 'If that is a mistake, an administrator of the shop switches it on again.',
      }
  }
}

function wordsOf(refusal: Refusal): Words {
  if ('shop' in refusal) return identityWords(refusal)
  switch (refusal.kind) {
    case 'no_costs_here':
      return {
        message: 'Costs and prices are not shown in this channel.',
        repair:
          'Ask me in a direct message, or in a channel that an administrator has opened to costs.',
      }
    case 'question_too_long':
      return {
        message: `That question has ${shown('count', refusal.characters)} characters; I read up to ${shown('count', refusal.most)}.`,
        repair: 'Ask it in a few sentences, and name the items or the supplier.',
      }
    case 'failed':
      return {
        message: plain(refusal.message, 2 * SENTENCE),
        repair: plain(refusal.repair, 2 * SENTENCE),
      }
  }
}

/** What somebody is told who gets no answer, and what they can do about it. */
export function refusalMessage(refusal: Refusal): SlackMessage {
  const { message, repair } = wordsOf(refusal)
  return fitMessage([
    always<MessageBlock>(
      [section(message), ...(repair === '–' ? [] : [context(repair)])],
      `${message} ${repair}`,
    ),
  ])
}
