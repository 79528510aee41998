import {
  approveClicked,
  approveTyped,
  orderOpened,
  rejectClicked,
  rejectWithReason,
} from './decide.ts'
import { draftClicked, ordersDrafted, unitsTyped } from './draft.ts'
import { adjustClicked, orderAdjusted, submitClicked } from './draft-step.ts'
import { thenInbox } from './home.ts'
import { questionAsked, questionClicked, replyClicked } from './question.ts'
import type { Listeners } from './router.ts'

/** What people do about orders: draft, submit, decide, ask. */
export const ordering: Pick<Listeners, 'clicks' | 'views'> = {
  clicks: {
    draft_lines: draftClicked,
    line_units: unitsTyped,
    submit_po: submitClicked,
    adjust_po: adjustClicked,
    approve_po: thenInbox(approveClicked),
    reject_po: rejectClicked,
    ask_requester: questionClicked,
    reply_question: replyClicked,
    open_order: orderOpened,
  },
  views: {
    draft_orders: ordersDrafted,
    adjust_order: orderAdjusted,
    approve_typed: thenInbox(approveTyped),
    reject_reason: thenInbox(rejectWithReason),
    ask_question: questionAsked,
  },
}
