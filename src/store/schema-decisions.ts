// What people decided about orders, suppliers, prices and the policy, and the messages that went out because of it.
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { purchaseOrderRevisions, purchaseOrders } from './schema-orders.ts'
import { instant, minor } from './schema-columns.ts'
import { suppliers } from './schema.ts'

/** One person's yes to one revision of an order. It counts while that revision stands and it is not void. */
export const orderApprovals = pgTable(
  'order_approval',
  {
    orderNumber: text('order_number').notNull(),
    revision: integer('revision').notNull(),
    personId: text('person_id').notNull(),
    /** Whose limit was lent; null = the own one. */
    forPersonId: text('for_person_id'),
    role: text('role').notNull(),
    contentHash: text('content_hash').notNull(),
    /** The limit that was used, minor units of the base currency; null = any amount. */
    limitMinor: minor('limit_minor'),
    /** 'rule': nobody clicked; the rule for small reorders approved it in the name of who switched it on. */
    madeBy: text('made_by').$type<'click' | 'rule'>().notNull(),
    approvedAt: instant('approved_at').notNull(),
    voidedAt: instant('voided_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orderNumber, t.revision, t.personId] }),
    foreignKey({
      columns: [t.orderNumber, t.revision],
      foreignColumns: [purchaseOrderRevisions.orderNumber, purchaseOrderRevisions.revision],
    }).onDelete('cascade'),
  ],
)

/**
 * A message to a supplier, made in the transaction that decided it and sent after. 'unknown': it may have been
 * delivered; a person settles that, it is never sent blind again. 'handed_over': a person gave the paper by hand.
 */
export const orderMessages = pgTable(
  'order_message',
  {
    /** Order, revision and kind in one word: there is one message for each. */
    id: text('id').primaryKey(),
    orderNumber: text('order_number')
      .notNull()
      .references(() => purchaseOrders.number),
    revision: integer('revision').notNull(),
    kind: text('kind').$type<'order' | 'cancellation' | 'reminder'>().notNull(),
    state: text('state')
      .$type<
        'waiting' | 'sending' | 'accepted' | 'refused' | 'unknown' | 'withdrawn' | 'handed_over'
      >()
      .notNull(),
    /** Where it went, from the supplier master at the moment of sending. */
    recipient: text('recipient'),
    attemptCount: integer('attempt_count').notNull().default(0),
    /** What the mail server said last. */
    answer: text('answer'),
    queuedAt: instant('queued_at').notNull(),
    attemptedAt: instant('attempted_at'),
    settledAt: instant('settled_at'),
    /** The person who settled it, where a person did. */
    settledBy: text('settled_by'),
  },
  (t) => [index('order_message_order').on(t.orderNumber)],
)

/** Every policy that ever held, the newest row is in force; without a row the cautious default holds. */
export const purchasingPolicies = pgTable('purchasing_policy', {
  version: integer('version').primaryKey().generatedAlwaysAsIdentity(),
  policy: jsonb('policy').$type<PurchasingPolicy>().notNull(),
  setBy: text('set_by').notNull(),
  setAt: instant('set_at').notNull(),
  reason: text('reason').notNull(),
})

/** A change of where money or orders go: asked by one person, called back, confirmed by another, in force after a wait. */
export const supplierChanges = pgTable(
  'supplier_change',
  {
    id: text('id').primaryKey(),
    supplierCode: text('supplier_code')
      .notNull()
      .references(() => suppliers.code, { onUpdate: 'cascade' }),
    field: text('field').$type<'bank' | 'email' | 'phone'>().notNull(),
    oldValue: text('old_value'),
    newValue: text('new_value').notNull(),
    reason: text('reason').notNull(),
    state: text('state').$type<'asked' | 'confirmed' | 'in_force' | 'withdrawn'>().notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    calledBackBy: text('called_back_by'),
    calledBackAt: instant('called_back_at'),
    /** The number that was called, as it stood on record. */
    calledNumber: text('called_number'),
    confirmedBy: text('confirmed_by'),
    confirmedAt: instant('confirmed_at'),
    settledAt: instant('settled_at'),
  },
  (t) => [index('supplier_change_supplier').on(t.supplierCode)],
)

/** A price list as it was handed in, with what it would change; nothing counts before a person applies it. */
export const priceLists = pgTable(
  'price_list',
  {
    id: text('id').primaryKey(),
    supplierCode: text('supplier_code')
      .notNull()
      .references(() => suppliers.code, { onUpdate: 'cascade' }),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    state: text('state').$type<'staged' | 'applied' | 'discarded'>().notNull(),
    /** The rows with old and new price and the flags, as `purchasing/price-list.ts` made them. */
    rows: jsonb('rows').notNull(),
    stagedBy: text('staged_by').notNull(),
    stagedAt: instant('staged_at').notNull(),
    settledBy: text('settled_by'),
    settledAt: instant('settled_at'),
  },
  (t) => [uniqueIndex('price_list_file').on(t.supplierCode, t.sha256)],
)
