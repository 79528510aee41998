/** What people ask for that only people do; each kind has its own plain refusal. */
export const refusalLabels = [
  'cannot_send',
  'cannot_supplier',
  'cannot_policy',
  'cannot_receive',
  'cannot_cancel',
  'cannot_bypass',
  'cannot_pay',
] as const

/** What people say that no tool answers; 'again' and 'more' lean on the question before. */
export const talkLabels = [
  'again',
  'more',
  'greet',
  'thanks',
  'goodbye',
  'help',
  'who_are_you',
  'stop',
  ...refusalLabels,
  'off_topic',
] as const

export type TalkLabel = (typeof talkLabels)[number]
