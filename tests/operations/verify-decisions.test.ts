import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '#store/database.ts'
import { freshDatabase } from '../database.ts'
import { decidedBooks, failedAfter, verifyAt } from './broken-books.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
  await decidedBooks(open)
})
afterAll(() => open.close())

const came = `'PO-2026-0001'`
const sent = `'PO-2026-0002'`
const approved = `'PO-2026-0003'`
const rejected = `'PO-2026-0004'`
const cancelled = `'PO-2026-0005'`
const waiting = `'PO-2026-0006'`

describe('books in which people decided', () => {
  it('hold', async () => {
    const { checks, ok } = await verifyAt(open.db)
    expect(checks.filter((check) => !check.ok)).toEqual([])
    expect(ok).toBe(true)
    const told = new Map(checks.map(({ name, detail }) => [name, detail]))
    expect(told.get('approvals')).toBe(
      '3 orders were approved by people who had the limit and no hand in them; 1 came from elsewhere and were decided there, so nothing is said about them',
    )
    expect(told.get('one message for one order')).toBe(
      '2 messages went out, each approved, each once',
    )
  })

  // check | what was done to the books | what verify says
  const table: [string, string, RegExp][] = [
    [
      'approvals',
      `delete from order_approval where order_number = ${approved}`,
      /0003 is approved and nobody's approval of revision 1 stands/,
    ],
    [
      'approvals',
      `update order_approval set voided_at = now() where order_number = ${sent}`,
      /0002 is sent and nobody's approval/,
    ],
    [
      'approvals',
      `update order_approval set person_id = 'ana' where order_number = ${approved}`,
      /0003 was approved by ana; ana|the audit does not say so/,
    ],
    [
      'approvals',
      `update order_approval set person_id = 'ben' where order_number = ${approved}`,
      /0003 was approved by ben; ben asked for it/,
    ],
    [
      'approvals',
      `update purchase_order set last_edited_by = 'tom' where number = ${approved}`,
      /tom edited it last/,
    ],
    [
      'approvals',
      `update purchase_order_revision set edited_by = 'tom' where order_number = ${approved}`,
      /tom wrote a part of it/,
    ],
    [
      'approvals',
      `update supplier set created_by = 'tom' where code = 'ACME'`,
      /tom entered its supplier/,
    ],
    [
      'approvals',
      `update order_approval set person_id = 'ghost' where order_number = ${approved}`,
      /ghost is not in the books/,
    ],
    [
      'approvals',
      `update order_approval set for_person_id = 'ben' where order_number = ${approved}`,
      /ben asked for it/,
    ],
    [
      'approvals',
      `update order_approval set for_person_id = 'ines' where order_number = ${approved}`,
      /the audit says another limit/,
    ],
    [
      'approvals',
      `update order_approval set limit_minor = null where order_number = ${approved}`,
      /the audit says another limit/,
    ],
    [
      'approvals',
      `update order_approval set role = 'warehouse' where order_number = ${approved}`,
      /with the role warehouse/,
    ],
    [
      'approvals',
      `update order_approval set approved_at = approved_at - interval '1 hour' where order_number = ${approved}`,
      /before it was submitted/,
    ],
    [
      'approvals',
      `update order_approval set made_by = 'rule' where order_number = ${approved}`,
      /by the rule for small orders, which tom had not switched on/,
    ],
    [
      'approvals',
      `update purchase_order set total_minor = 900000 where number = ${approved}`,
      /worth 900000 in base; nobody who approved it had more than 500000/,
    ],
    [
      'approvals',
      `update purchase_order set approved_at = approved_at + interval '1 day' where number = ${approved}`,
      /another moment than its last approval/,
    ],
    [
      'approvals',
      `insert into order_approval select ${waiting}, 9, 'tom', null, 'approver', 'x', 1, 'click', now(), null`,
      /0006 is submitted, and the approval of tom still counts/,
    ],
    [
      'approvals',
      `insert into order_approval select ${rejected}, 1, 'tom', null, 'approver', 'x', 1, 'click', now(), null`,
      /0004 is rejected, and the approval of tom still counts/,
    ],
    [
      'approvals',
      `update purchase_order set source = 'orders.csv' where number = ${approved};;delete from order_approval where order_number = ${approved}`,
      /nobody's approval of revision 1 stands/,
    ],
    [
      'approvals',
      `insert into purchasing_policy (policy, set_by, set_at, reason) values ('{"approvalRules": [{"name": "two always", "aboveMinor": 1, "categories": null, "supplierRisks": null, "criticalities": null, "approvals": 2, "role": null}]}', 'alex', '2026-11-01', 'x')`,
      /approved by 1; the rule "two always" asks for 2/,
    ],
    [
      'approved content',
      `update order_approval set content_hash = repeat('a', 64) where order_number = ${approved}`,
      /0003 is not what tom approved as revision 1/,
    ],
    [
      'approved content',
      `update purchase_order_line set ordered_units = 24 where order_number = ${approved}`,
      /0003 is not what tom approved/,
    ],
    [
      'order content',
      `update purchase_order_revision set content = jsonb_set(content, '{lines,0,units}', '99') where order_number = ${sent}`,
      /revision 1 of PO-2026-0002 is not what it was/,
    ],
    [
      'order totals',
      `update purchase_order_line set unit_price = 'NaN' where order_number = ${sent}`,
      /0002 has a price or a total that can not be/,
    ],
    [
      'order transitions',
      `update purchase_order set state = 'sent' where number = ${approved}`,
      /0003 is sent, its audit ends at approved/,
    ],
    [
      'order transitions',
      `update purchase_order set revision = 2 where number = ${waiting}`,
      /at revision 2, its audit ends at revision 1/,
    ],
    [
      'order transitions',
      `update audit_entry set action = 'order.close' where action = 'order.approve' and subject = ${approved}`,
      /0003 went from submitted to approved in audit row/,
    ],
    [
      'order transitions',
      `update audit_entry set actor = 'job:dispatch' where action = 'order.approve' and subject = ${approved}`,
      /0003 was approved by a program, which only a person may do/,
    ],
    [
      'order transitions',
      `update audit_entry set detail = detail - 'to' where action = 'order.submit' and subject = ${waiting}`,
      /0006 is submitted, its audit ends at draft/,
    ],
    [
      'order transitions',
      `delete from purchase_order where number = ${cancelled}`,
      /the audit tells of PO-2026-0005, and there is no such order/,
    ],
    [
      'one message for one order',
      `update order_message set state = 'waiting' where order_number = ${sent}`,
      /0002 is sent, and neither an accepted message nor a hand-over is on record/,
    ],
    [
      'one message for one order',
      `delete from order_message where order_number = ${approved}`,
      /0003 is approved, and no message to its supplier waits/,
    ],
    [
      'one message for one order',
      `insert into order_message select 'again', order_number, revision, kind, state, recipient, attempt_count, answer, queued_at, attempted_at, settled_at, settled_by from order_message where order_number = ${sent}`,
      /again is a second message for revision 1 of PO-2026-0002/,
    ],
    [
      'one message for one order',
      `insert into order_message values (${waiting.replace(/'$/, `.r1.order'`)}, ${waiting}, 1, 'order', 'accepted', 'a@b.example', 1, 'ok', now(), now(), now(), null)`,
      /0006.r1.order went to the supplier, and nobody had approved that revision/,
    ],
    [
      'one message for one order',
      `update order_message set attempt_count = 0 where order_number = ${sent}`,
      /was accepted, and no attempt to send it is on record/,
    ],
    [
      'one message for one order',
      `update order_message set state = 'accepted', attempt_count = 1, recipient = 'a@b.example', settled_at = now() where order_number = ${approved}`,
      /the message of PO-2026-0003 was accepted, and the audit has no such step/,
    ],
    [
      'amounts sent',
      `update audit_entry set detail = jsonb_set(detail, '{totalMinor}', '1') where action = 'order.approve' and subject = ${sent}`,
      /0002 was sent for 25200 and approved for 1/,
    ],
    [
      'amounts sent',
      `update purchase_order set total_minor = 25300 where number = ${sent}`,
      /0002 was sent for 25200 and says 25300/,
    ],
    [
      'amounts sent',
      `delete from purchase_order_revision where order_number = ${sent}`,
      /what PO-2026-0002 told its supplier as revision 1 is lost/,
    ],
    [
      'received goods',
      `update purchase_order_line set received_units = 59 where order_number = ${came}`,
      /0001 line 1 says 59 received, its receipts sum to 60/,
    ],
    [
      'received goods',
      `update goods_receipt_line set received_units = 61`,
      /says 60 received, its receipts sum to 61/,
    ],
    [
      'received goods',
      `update goods_receipt_line set order_line_number = 7`,
      /a receipt is booked on line 7 of PO-2026-0001, which is not there/,
    ],
    [
      'one order for one need',
      `update purchase_order_line set sku = 'TEA', ordered_units = 300 where order_number = ${sent}`,
      /PO-2026-0002 and PO-2026-0006 ask for nearly the same/,
    ],
    [
      'one order for one need',
      `update purchase_order set duplicate_override_by = 'tom' where number = ${waiting}`,
      /0006 is kept beside another in the name of tom; the audit does not say so/,
    ],
    [
      'limits over a window',
      `update order_approval set limit_minor = 50000 where order_number = ${sent}`,
      /PO-2026-0001, PO-2026-0002 belong together and are worth 50400 in base/,
    ],
    [
      'budgets',
      `update budget set amount_minor = 30000`,
      /the budget of .* is 30000, and with PO-2026-0003 33600 of it were approved/,
    ],
    ['audit chain', `delete from audit_entry where sequence = 3`, /row 4 row 3 is missing/],
    [
      'audit guard',
      `alter table audit_entry disable trigger audit_entry_append_only`,
      /is switched off/,
    ],
    ['audit guard', `drop trigger audit_entry_append_only on audit_entry`, /is gone/],
    [
      'audit guard',
      `create or replace function audit_entry_refuse_change() returns trigger language plpgsql as $$ begin return null; end $$`,
      /"update audit_entry set actor = actor where false" is taken/,
    ],
    [
      'audit guard',
      `drop trigger audit_entry_append_only on audit_entry;;create trigger audit_entry_append_only before update or delete on audit_entry for each statement execute function audit_entry_refuse_change()`,
      /does not refuse every update, delete and truncate/,
    ],
    [
      'possible figures',
      `update purchase_order_revision set content = jsonb_set(content, '{lines,0,units}', '20.5') where order_number = ${approved}`,
      /1 rows of purchase_order_revision/,
    ],
    [
      'possible figures',
      `update audit_entry set detail = jsonb_set(detail, '{totalMinor}', '1.5') where subject = ${sent} and action = 'order.approve'`,
      /1 rows of audit_entry/,
    ],
    [
      'possible figures',
      `update goods_receipt_line set damaged_units = 99`,
      /1 rows of goods_receipt_line/,
    ],
    [
      'command results',
      `delete from command_result where key like 'approve PO-2026-0003%'`,
      /decides about PO-2026-0003, and nobody's command is on record/,
    ],
    [
      'command results',
      `update command_result set result = jsonb_set(result, '{state}', '"cancelled"') where key like 'approve PO-2026-0003%'`,
      /"approve PO-2026-0003 revision 1 by tom" was answered, and the books do not have it/,
    ],
    [
      'command results',
      `insert into command_result values ('approve PO-2026-0006 revision 1 by tom', 'tom', 'x', '{"order": "PO-2026-0006", "state": "approved"}', now())`,
      /"approve PO-2026-0006 revision 1 by tom" was answered/,
    ],
  ]
  it.each(table)('%s: %s', async (name, statements, words) => {
    const failed = await failedAfter(open.db, statements)
    expect([...failed.keys()]).toContain(name)
    expect(failed.get(name)).toMatch(words)
  })
})
