// The commands about orders: each with the order that it is given on, and the rows that it writes.
import { card } from '../commands/world.ts'
import { messageOf } from '../jobs/mail-world.ts'
import type { CrashCase } from './command-places.ts'
import {
  approvedAt,
  because,
  cutOff,
  handedIn,
  mailed,
  noSuchBox,
  note,
  reasoned,
  received,
  rejected,
} from './crash-world.ts'
import type { Scene } from './crash-world.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'

async function seenMessage({ db }: Scene, { number, revision }: OrderWithLines) {
  const { attemptCount } = await messageOf(db, number)
  return { order: number, revision, attempt: attemptCount }
}

const step = (name: string) => [`${name}.after-update`, `${name}.after-audit`]

export const orderCases: CrashCase[] = [
  {
    deed: 'approve_order',
    by: 'tom',
    inside: [...step('approve'), 'queue.after-job'],
    writes: 'job +1, order_approval +1, order_message +1, purchase_order +1 -1, setting +1 -1',
    prepare: async (scene) => card(await handedIn(scene)),
  },
  {
    deed: 'reject_order',
    by: 'tom',
    inside: step('reject'),
    writes: 'purchase_order +1 -1, setting +1 -1',
    prepare: async (scene) => reasoned(await handedIn(scene)),
  },
  {
    deed: 'withdraw_order',
    by: 'ana',
    inside: step('withdraw'),
    writes: 'purchase_order +1 -1, purchase_order_revision +1, setting +1 -1',
    prepare: async (scene) => reasoned(await handedIn(scene)),
  },
  {
    deed: 'reopen_order',
    by: 'ana',
    inside: step('reopen'),
    writes: 'purchase_order +1 -1, purchase_order_revision +1, setting +1 -1',
    prepare: async (scene) => reasoned(await rejected(scene)),
  },
  {
    deed: 'cancel_order',
    by: 'ana',
    inside: [...step('cancel'), 'queue.after-job'],
    writes: 'job +1, order_approval +1 -1, order_message +1, purchase_order +1 -1, setting +1 -1',
    prepare: async (scene) => reasoned(await mailed(scene)),
  },
  {
    deed: 'keep_both_orders',
    by: 'ana',
    inside: [],
    writes: 'purchase_order +1 -1',
    prepare: async (scene) => reasoned(await handedIn(scene)),
  },
  {
    deed: 'comment_order',
    by: 'tom',
    inside: [],
    writes: '',
    prepare: async (scene) => {
      const { number } = await handedIn(scene)
      return { order: number, changeId: 'tom-asks-about-an-order', text: because }
    },
  },
  {
    deed: 'copy_order',
    by: 'ben',
    inside: [],
    writes: 'purchase_order +1, purchase_order_line +1, purchase_order_revision +1, setting +1 -1',
    prepare: async (scene) => {
      const { number, revision } = await received(scene)
      return { order: number, revision }
    },
  },
  {
    deed: 'send_order',
    by: 'ben',
    inside: ['queue.after-job'],
    writes: 'job +1, order_message +1 -1',
    prepare: async (scene) => seenMessage(scene, await mailed(scene, noSuchBox)),
  },
  {
    deed: 'resolve_delivery',
    by: 'ana',
    inside: step('resolve_delivery'),
    writes: 'order_message +1 -1, purchase_order +1 -1, setting +1 -1',
    prepare: async (scene) => ({
      ...(await seenMessage(scene, await mailed(scene, cutOff))),
      delivered: true,
      reason: because,
    }),
  },
  {
    deed: 'hand_over_order',
    by: 'ana',
    inside: step('send'),
    writes: 'order_message +1 -1, purchase_order +1 -1, setting +1 -1',
    prepare: async (scene) => ({
      ...(await seenMessage(scene, await approvedAt(scene))),
      reason: because,
    }),
  },
  {
    deed: 'acknowledge_order',
    by: 'ana',
    inside: step('acknowledge'),
    writes: 'purchase_order +1 -1, setting +1 -1',
    prepare: async (scene) => {
      const { number, revision } = await mailed(scene)
      return { order: number, revision, acknowledgedAs: 'AB-1', confirmedForOn: null }
    },
  },
  {
    deed: 'close_order',
    by: 'ana',
    inside: step('close'),
    writes: 'purchase_order +1 -1, setting +1 -1',
    prepare: async (scene) => reasoned(await received(scene)),
  },
  {
    deed: 'receive_goods',
    by: 'sam',
    inside: [...step('receive'), 'receive_goods.after-stock'],
    writes:
      'goods_receipt +1, goods_receipt_line +1, purchase_order +1 -1, purchase_order_line +1 -1, setting +1 -1, stock +1',
    prepare: async (scene) => note(await mailed(scene)),
  },
]
