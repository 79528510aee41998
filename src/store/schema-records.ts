// What was decided and said: rules, plans, conversations, commands, the audit chain, imported files.
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { PlanningRule } from '#planning/types.ts'
import { items, locations } from './schema.ts'
import { bytes, instant, minor } from './schema-columns.ts'

export const rules = pgTable('rule', {
  id: text('id').primaryKey(),
  kind: text('kind').$type<PlanningRule['kind']>().notNull(),
  sku: text('sku')
    .notNull()
    .references(() => items.sku, { onUpdate: 'cascade' }),
  locationCode: text('location_code').references(() => locations.code, { onUpdate: 'cascade' }),
  value: text('value').notNull(),
  reason: text('reason').notNull(),
  startsOn: date('starts_on').notNull(),
  endsOn: date('ends_on'),
  madeBy: text('made_by').notNull(),
})

/** One planning job. `inputs_hash` names what it saw, `plan_hash` what it said: the same inputs give the same plan. */
export const planRuns = pgTable(
  'plan_run',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    asOf: date('as_of').notNull(),
    engineVersion: text('engine_version').notNull(),
    policy: jsonb('policy').notNull(),
    /** The shop's data version the run was made from; see store/data-version.ts. */
    dataVersion: integer('data_version').notNull(),
    inputsHash: text('inputs_hash').notNull(),
    planHash: text('plan_hash').notNull(),
    summary: jsonb('summary').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('plan_run_inputs').on(t.inputsHash)],
)

/**
 * One item at one location in one run, on the list or not: what lists, totals and filters read. What it was planned
 * from and all it says stand in `plan_line_body`, which later runs over the same facts share.
 */
export const planLines = pgTable(
  'plan_line',
  {
    /** R<run>-<line>: the handle people and models use. */
    id: text('id').primaryKey(),
    planRunId: integer('plan_run_id')
      .notNull()
      .references(() => planRuns.id, { onDelete: 'cascade' }),
    sku: text('sku').notNull(),
    locationCode: text('location_code').notNull(),
    decision: text('decision').$type<'order' | 'enough' | 'withheld' | 'not_planned'>().notNull(),
    urgencyRank: smallint('urgency_rank').notNull(),
    /** Place on the list of the run, the most urgent line is 1: the number of the handle. */
    lineNumber: integer('line_number').notNull(),
    supplierCode: text('supplier_code'),
    /** The supplier in whose order it was planned, where that one can make none of it. */
    orderSupplierCode: text('order_supplier_code'),
    /** What each supplier delivers, where several do. */
    split: jsonb('split'),
    units: integer('units').notNull(),
    landedCostMinor: minor('landed_cost_minor'),
    costOfWaitingMinor: minor('cost_of_waiting_minor'),
    /** What waits for the first fact to mend. */
    worthMinor: minor('worth_minor'),
    expectedOn: date('expected_on'),
    position: jsonb('position'),
    /** A later run whose line has the same inputs takes this line's result. */
    inputsHash: text('inputs_hash').notNull(),
    resultHash: text('result_hash').notNull(),
    bodyRunId: integer('body_run_id').notNull(),
    bodyLine: integer('body_line').notNull(),
  },
  (t) => [
    index('plan_line_run').on(t.planRunId, t.decision, t.lineNumber),
    index('plan_line_item').on(t.sku, t.locationCode),
  ],
)

/**
 * Inputs and whole result of a line as canonical JSON, deflated (`plan-body.ts`): `inputs` replays to `result` byte for
 * byte. The key is the run that made it first and the place of the line in the order of planning.
 */
export const planLineBodies = pgTable(
  'plan_line_body',
  {
    planRunId: integer('plan_run_id').notNull(),
    line: integer('line').notNull(),
    inputs: bytes('inputs').notNull(),
    result: bytes('result').notNull(),
  },
  (t) => [primaryKey({ columns: [t.planRunId, t.line] })],
)

export const conversations = pgTable('conversation', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  surface: text('surface').notNull(),
  createdAt: instant('created_at').notNull(),
})

export const conversationMessages = pgTable(
  'conversation_message',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    sequence: integer('sequence').notNull(),
    role: text('role').$type<'user' | 'assistant'>().notNull(),
    /** The text as shown, and for answers the tool calls that back it. */
    content: jsonb('content').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.sequence] })],
)

/** What a person thought of an answer; the last word counts. */
export const answerFeedback = pgTable(
  'answer_feedback',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** Of the answer among the messages of its conversation. */
    sequence: integer('sequence').notNull(),
    personId: text('person_id').notNull(),
    verdict: text('verdict').$type<'good' | 'bad'>().notNull(),
    reason: text('reason'),
    givenAt: instant('given_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.sequence, t.personId] })],
)

/** Same key, same body: the stored result again. Same key, other body: refused. */
export const commandResults = pgTable('command_result', {
  key: text('key').primaryKey(),
  actor: text('actor').notNull(),
  bodyHash: text('body_hash').notNull(),
  result: jsonb('result').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** Append only (a trigger refuses update and delete); each row carries the hash of the one before. */
export const auditEntries = pgTable(
  'audit_entry',
  {
    sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    detail: jsonb('detail').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [index('audit_entry_subject').on(t.subject, t.sequence)],
)

export const importedFiles = pgTable('imported_file', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  sha256: text('sha256').notNull(),
  rowCount: integer('row_count').notNull(),
  changedCount: integer('changed_count').notNull(),
  importedAt: instant('imported_at').notNull(),
})
