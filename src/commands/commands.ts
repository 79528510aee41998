import { acknowledgeOrder } from './acknowledge-order.ts'
import { applyPriceList } from './apply-price-list.ts'
import { approveOrder } from './approve-order.ts'
import { askSupplierChange } from './ask-supplier-change.ts'
import { bookInvoice } from './book-invoice.ts'
import { cancelOrder } from './cancel-order.ts'
import { closeOrder } from './close-order.ts'
import type { Command } from './command.ts'
import { commentOrder } from './comment-order.ts'
import { confirmSlackPerson } from './confirm-slack-person.ts'
import { confirmSupplierChange } from './confirm-supplier-change.ts'
import { connectSlackWorkspace } from './connect-slack-workspace.ts'
import { copyOrder } from './copy-order.ts'
import { rejectInvoice, releaseInvoice } from './decide-invoice.ts'
import { discardPriceList } from './discard-price-list.ts'
import { giveSignInLink } from './give-sign-in-link.ts'
import { handOverOrder } from './hand-over-order.ts'
import { keepBothOrders } from './keep-both-orders.ts'
import { receiveGoods } from './receive-goods.ts'
import { recordCallBack } from './record-call-back.ts'
import { rejectOrder } from './reject-order.ts'
import { reopenOrder } from './reopen-order.ts'
import { resolveDelivery } from './resolve-delivery.ts'
import { sendOrder } from './send-order.ts'
import { setActive } from './set-active.ts'
import { setDelegate } from './set-delegate.ts'
import { setLimit } from './set-limit.ts'
import { setPlanningPolicy } from './set-planning-policy.ts'
import { setPolicy } from './set-policy.ts'
import { setRole } from './set-role.ts'
import { setSlackChannel } from './set-slack-channel.ts'
import { releaseHold, scrapHold } from './settle-hold.ts'
import { stagePriceList } from './stage-price-list.ts'
import { withdrawOrder } from './withdraw-order.ts'
import { withdrawSupplierChange } from './withdraw-supplier-change.ts'

/** Everything that only a signed-in person may do. No tool, and nothing that a model can reach, imports this room. */
export const commands: readonly Command[] = [
  approveOrder,
  rejectOrder,
  withdrawOrder,
  reopenOrder,
  cancelOrder,
  keepBothOrders,
  commentOrder,
  copyOrder,
  sendOrder,
  resolveDelivery,
  handOverOrder,
  acknowledgeOrder,
  receiveGoods,
  releaseHold,
  scrapHold,
  closeOrder,
  bookInvoice,
  releaseInvoice,
  rejectInvoice,
  setRole,
  setLimit,
  setDelegate,
  setActive,
  giveSignInLink,
  confirmSlackPerson,
  setSlackChannel,
  connectSlackWorkspace,
  askSupplierChange,
  recordCallBack,
  confirmSupplierChange,
  withdrawSupplierChange,
  setPolicy,
  setPlanningPolicy,
  stagePriceList,
  applyPriceList,
  discardPriceList,
]
