// What a click or a submitted modal is called. The same name may stand on several buttons of one block, where Slack
// wants every id once: the others carry a number after a colon.

export type ActionName =
  | 'explain_line'
  | 'draft_lines'
  | 'show_lines'
  | 'line_units'
  | 'approve_po'
  | 'reject_po'
  | 'ask_requester'
  | 'reply_question'
  | 'open_order'
  | 'review_order'
  | 'submit_po'
  | 'adjust_po'
  | 'follow_up'
  | 'answer_feedback'
  | 'open_page'
  | 'refresh_home'
  | 'edit_settings'

export type CallbackName =
  | 'all_lines'
  | 'explain_recommendation'
  | 'draft_orders'
  | 'adjust_order'
  | 'approve_typed'
  | 'reject_reason'
  | 'ask_question'
  | 'feedback_reason'
  | 'own_settings'
  | 'notice'
  | 'home'

/** The id of a button: its name, and for one of several in a block its number. */
export function actionId(name: ActionName, number?: number): string {
  return number === undefined ? name : `${name}:${number}`
}

/** The name within an action id: 'explain_line:3' -> 'explain_line'. */
export function actionNameOf(id: string): string {
  return id.split(':', 1)[0] ?? id
}

/** What the buttons of an order carry: its number and the revision that the reader saw. */
export function orderValue(order: { number: string; revision: number }): string {
  return `${order.number}:rev${order.revision}`
}

/** The order and revision that a button names, or null for a value that no button of ours carries. */
export function orderOfValue(value: string): { number: string; revision: number } | null {
  const match = /^(.{1,64}):rev([1-9]\d{0,8})$/.exec(value)
  return match === null ? null : { number: match[1] ?? '', revision: Number(match[2]) }
}

/** What the button of a list's page carries: the page, from 1, and the caller's word for which list it is. */
export function linesValue(page: number, list: string): string {
  return `${page}|${list}`
}

/** The page and the list that such a button names, or null. */
export function linesOfValue(value: string): { page: number; list: string } | null {
  const match = /^([1-9]\d{0,5})\|([^]*)$/.exec(value)
  return match === null ? null : { page: Number(match[1]), list: match[2] ?? '' }
}

/** What "Draft these" carries: the handles of the lines. */
export function handlesValue(handles: readonly string[]): string {
  return handles.join(' ')
}

/** The handles that such a button names. */
export function handlesOfValue(value: string): string[] {
  return value.split(' ').filter((handle) => handle !== '')
}
