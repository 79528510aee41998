// Books beside the real job queue, and kept answers, when somebody with the keys of the database changes them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendMessage } from '#jobs/send-message.ts'
import { outboxCheck } from '#operations/verify/outbox-check.ts'
import type { OpenDatabase } from '#store/database.ts'
import { conversations } from '#store/schema-records.ts'
import { appendExchange } from '#store/conversations.ts'
import { openJobQueue } from '#store/job-queue.ts'
import type { JobQueue } from '#store/job-queue.ts'
import { freshDatabase } from '../database.ts'
import { noon, submitted } from '../commands/world.ts'
import { approveBy, jobAt, openMailShop } from '../jobs/mail-world.ts'
import { failedAfter } from './broken-books.ts'

let open: OpenDatabase
let queue: JobQueue
let message: string
const name = 'one job for one message'

beforeAll(async () => {
  open = await freshDatabase()
  await openMailShop(open.db)
})
afterAll(async () => {
  await queue?.stop()
  await open.close()
})

describe('messages and their jobs', () => {
  it('are not judged before there is a queue', async () => {
    expect(await outboxCheck(open.db)).toMatchObject({
      ok: true,
      detail: 'no job queue was opened on these books yet; a server opens it',
    })
    queue = await openJobQueue(open, (error) => {
      throw error
    })
  })

  it('are made together by the click that approves', async () => {
    const { number, revision, ...order } = await submitted(open.db, 60)
    await approveBy(open.db, { number, revision, ...order }, queue.enqueue)
    message = `${number}.r${revision}.order`
    expect(await outboxCheck(open.db)).toEqual({
      name,
      ok: true,
      detail: '1 messages are still to go out, each by its job or once there is a mail server',
    })
  })

  // what was done | what verify says
  it.each([
    [`delete from pgboss.job`, /PO-2026-0001.r1.order is to be sent, and no job will send it/],
    [
      `update pgboss.job set state = 'completed' where name = 'send_message'`,
      /PO-2026-0001.r1.order is to be sent, and no job/,
    ],
    [
      `update order_message set state = 'sending';;update pgboss.job set state = 'failed'`,
      /PO-2026-0001.r1.order is to be sent, and no job/,
    ],
    [
      `update pgboss.job set data = '{"messageId": "PO-9.r1.order"}' where name = 'send_message'`,
      /a job is to send "PO-9.r1.order", and there is no such message/,
    ],
    [`delete from order_message`, /a job is to send "PO-2026-0001.r1.order", and there is no such/],
    [
      `insert into pgboss.job (name, data, policy) select name, data, policy from pgboss.job where name = 'send_message'`,
      /2 jobs wait to send PO-2026-0001.r1.order/,
    ],
  ])('do not fit after %s', async (statements, words) => {
    const failed = await failedAfter(open.db, statements)
    expect(failed.get(name) ?? 'nothing was found').toMatch(words)
  })

  it.each([
    ['a job in its second try', `update pgboss.job set state = 'retry', retry_count = 1`],
    ['a job at work', `update pgboss.job set state = 'active'`],
    [
      'a job at work that a crash left, and a new one',
      `update pgboss.job set state = 'active';;insert into pgboss.job (name, data, policy) select name, data, policy from pgboss.job where name = 'send_message'`,
    ],
    [
      'a message that was sent, whose job is long gone',
      `update order_message set state = 'accepted', attempt_count = 1;;delete from pgboss.job`,
    ],
  ])('fit with %s', async (_what, statements) => {
    expect([...(await failedAfter(open.db, statements)).keys()]).not.toContain(name)
  })

  it('need no job while there is no mail server, and say so on the message', async () => {
    expect(await sendMessage(jobAt(open, null), message)).toBe('waits_for_mail_server')
    const failed = await failedAfter(open.db, `delete from pgboss.job`)
    expect([...failed.keys()]).toEqual([])
  })
})

describe('a kept answer', () => {
  it('is held against the fields of its tools, also one that was changed afterwards', async () => {
    const call = {
      id: 'call_1',
      name: 'get_stock_position',
      arguments: { item: 'MUG' },
      result: { onHandUnits: 520 },
      error: null,
      milliseconds: 1,
    }
    await open.db
      .insert(conversations)
      .values({ id: 'c-1', personId: 'ana', surface: 'cli', createdAt: noon })
    const answer = {
      text: 'There are 520 on hand.',
      placeholders: { 'call_1.onHandUnits': '520' },
      toolCalls: [call],
      followUps: [],
      model: 'offline',
      notices: [],
    }
    await appendExchange(open.db, 'c-1', { question: 'how many?', ...answer }, noon)
    expect([...(await failedAfter(open.db, `select 1`)).keys()]).toEqual([])
    const edited = (path: string, value: string) =>
      `update conversation_message set content = jsonb_set(content, '${path}', '${value}') where role = 'assistant'`
    const said = async (statement: string) =>
      (await failedAfter(open.db, statement)).get('answers') ?? 'nothing was found'
    expect(await said(edited('{text}', '"There are 521 on hand."'))).toMatch(
      /conversation c-1: "521" is no field of its tools/,
    )
    expect(await said(edited('{toolCalls,0,result,onHandUnits}', '90'))).toMatch(/which is "90"/)
    expect(await said(edited('{toolCalls}', '[]'))).toMatch(/there is no such field/)
  })
})
