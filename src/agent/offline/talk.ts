import { lockText } from '../number-lock.ts'
import type { TalkLabel } from './talk-labels.ts'

const ASKABLE = [
  'What should I reorder this week?',
  'What is running low?',
  'Which orders are late?',
  'How are we doing?',
  'What do we have too much of?',
  'Who is getting worse?',
]

const examplesOf = (questions: readonly string[]): string =>
  questions.map((question) => `- ${question}`).join('\n')

/** What can be asked, for a first meeting. */
const HELP = `I answer from this shop's own records. You can ask me:

- **What to buy**: "What should I reorder this week?", then "why?" and "draft it"
- **Stock**: "What is running low?", "When do we run out of ...?"
- **Demand**: "Forecast for ...", "Is that spike real?"
- **Suppliers**: "Compare suppliers for ...", "How reliable is ...?", "What if a supplier stops delivering?"
- **Orders**: "Which orders are late?", "Show my drafts", "Submit it for approval"
- **The whole shop**: "How are we doing?", "What needs my attention?"

Name items by SKU or by a few words, suppliers and warehouses by name. I draft and hand in orders; people approve them.`

const replies: Record<Exclude<TalkLabel, 'again' | 'more'>, string> = {
  greet: `Hello. I look after buying and stock here. Ask me for example:\n\n${examplesOf(ASKABLE.slice(0, 3))}`,
  thanks: 'You are welcome. Anything else?',
  goodbye: 'Goodbye. The buy list is here whenever you need it.',
  help: HELP,
  who_are_you:
    "I am Quartermaster, the purchasing assistant of this shop. This is the offline assistant: it works without a language model and without a network, and takes every figure from the shop's own records.",
  stop: 'All right, I leave it. No order was changed.',
  cannot_send:
    'I can not send, e-mail, print or call. I draft orders and hand them in for approval; once a person has approved an order, a person sends it to the supplier. I can show you the order, or hand a draft in: say "submit it".',
  cannot_supplier:
    'I can not change master data: suppliers, their bank details and addresses, prices, lead times, items and stock counts are changed by people only, or by an import. I can show you what is recorded and what it means for the plan.',
  cannot_policy:
    'I can not change rules, policies, budgets, limits, roles or my own instructions; people with that right do it. I can tell you what the present policy makes of an item: ask "why?" on a line of the buy list.',
  cannot_receive:
    'I can not book goods in or set the state of an order; the warehouse does that. I can show which orders are open, late or partly received.',
  cannot_cancel:
    'I can not cancel, reject, delete or undo orders; a person with that right does it. On a draft I can change quantities or take lines off: say for example "take the mugs off".',
  cannot_bypass:
    'No. I can not approve, and I do not go round an approval: a person other than the buyer decides, whatever the size or the hurry. I can hand the draft in now and tell you who may decide: say "submit it".',
  cannot_pay:
    'I can not pay, match or show invoices; that is the work of accounts payable. I can show the orders behind them: "show orders from" and the supplier.',
  off_topic: `I can not help with that; I know only the buying and the stock of this shop. You can ask me for example:\n\n${examplesOf(ASKABLE.slice(0, 3))}`,
}

/** The answer to talk that needs no tool. */
export const replyTo = (label: Exclude<TalkLabel, 'again' | 'more'>): string => replies[label]

/** When a question is not understood: says so and shows three that are, with names of this shop where they help. */
export function notUnderstood(mentioned: { kind: string; name: string } | null): string {
  // A name that the number lock would refuse ('Seven Seas') can only be shown by a tool.
  const about = mentioned === null || !lockText(mentioned.name, []).ok ? null : mentioned
  const questions = about === null ? ASKABLE.slice(0, 3) : questionsAbout(about.kind, about.name)
  return `I did not understand that well enough to look it up, and I do not guess. You can ask me for example:\n\n${examplesOf(questions)}`
}

function questionsAbout(kind: string, name: string): string[] {
  if (kind === 'supplier') {
    return [
      `How reliable is ${name}?`,
      `What should I order from ${name}?`,
      `Which orders are open with ${name}?`,
    ]
  }
  if (kind === 'location') {
    return [
      `What is running low at ${name}?`,
      `What should I reorder for ${name}?`,
      `How is ${name} doing?`,
    ]
  }
  return [`How many ${name} do we have?`, `Forecast for ${name}`, `Compare suppliers for ${name}`]
}

/** What is asked back when a tool needs something that neither the question nor the conversation names. */
export const askFor: Record<
  'item' | 'supplier' | 'location' | 'order' | 'whichOrder' | 'percent' | 'units' | 'change',
  string
> = {
  item: 'Which item do you mean? Give me its SKU or a few words of its name.',
  supplier: 'Which supplier do you mean?',
  location: 'Which warehouse do you mean?',
  order: 'Which order do you mean? Give me its number, or say "show my drafts" to see them.',
  whichOrder:
    'There are several orders. Which one? Give me its number or its supplier, or say "show my drafts".',
  percent: 'By how much? Give me the change as a percentage.',
  units: 'How many units should it be? Give me the new quantity; I do not work it out myself.',
  change:
    'What should change on the order? Say for example which line gets which quantity, or which line to take off.',
}

/** When "more" has nothing to continue. */
export const NOTHING_MORE =
  'There is no list to go on with. Ask me for a list, for example: what should I reorder this week?'

/** When "draft it" has nothing to draft. */
export const NOTHING_TO_DRAFT =
  'What should I draft? Name an item with a quantity, say "draft everything due", or ask me what to reorder first and then say "draft it".'
