import { afterEach, describe, expect, it } from 'vitest'
import { mimeMessage } from '#root/dispatch/order-mail.ts'
import type { OrderMail } from '#root/dispatch/order-mail.ts'
import { sendOrderMail } from '#root/dispatch/send-order-mail.ts'
import type { MailServer } from '#root/dispatch/send-order-mail.ts'
import { smtpSink } from './smtp-sink.ts'
import type { Script, Sink } from './smtp-sink.ts'

const mail: OrderMail = {
  messageId: 'order.PO-7.r2.new@shop.example',
  replacedMessageId: null,
  sentAt: '2026-11-20T09:30:00.000Z',
  fromName: 'Hearth & Larder Ltd',
  fromAddress: 'orders@shop.example',
  replyToAddress: 'buyers@shop.example',
  toAddress: 'sales@supplier.example',
  subject: 'Purchase order PO-7',
  text: 'Dear Łódź,\n\n.a line that begins with a dot\n',
  html: '<p>Dear Łódź</p>',
  attachments: [
    { name: 'PO-7-r2.csv', contentType: 'text/csv; charset=utf-8', content: Buffer.from('a,b') },
  ],
}

let sink: Sink | null = null
afterEach(async () => {
  await sink?.close()
  sink = null
})

function at(port: number, over: Partial<MailServer> = {}): MailServer {
  const timeouts = { connectMs: 2000, greetingMs: 400, silenceMs: 400 }
  return {
    host: '127.0.0.1',
    port,
    secure: false,
    requireTls: false,
    signIn: null,
    timeouts,
    ...over,
  }
}

async function sent(script: Script, over: Partial<MailServer> = {}, of: OrderMail = mail) {
  sink = await smtpSink(script)
  const result = await sendOrderMail(at(sink.port, over), of)
  return { result, sink }
}

describe('a mail that the server takes', () => {
  it('is accepted with its answer, once, to the one recipient', async () => {
    const { result, sink } = await sent({})
    expect(result).toEqual({ outcome: 'accepted', answer: '250 2.0.0 queued as 4711' })
    expect(sink.messages).toHaveLength(1)
    expect(sink.commands.filter((command) => command.startsWith('RCPT'))).toEqual([
      'RCPT TO:<sales@supplier.example>',
    ])
    expect(sink.messages[0]).toContain('Message-ID: <order.PO-7.r2.new@shop.example>')
    expect(sink.messages[0]).toContain('Reply-To: buyers@shop.example')
    expect(sink.messages[0]).toContain('filename=PO-7-r2.csv')
  })

  it('has the same bytes each time it is made', async () => {
    expect((await mimeMessage(mail)).equals(await mimeMessage(mail))).toBe(true)
  })

  it('signs in when it is told to', async () => {
    const { result, sink } = await sent({}, { signIn: { user: 'u', password: 'p' } })
    expect(result.outcome).toBe('accepted')
    expect(sink.commands.some((command) => command.startsWith('AUTH PLAIN'))).toBe(true)
  })
})

// Where the server departs from the usual, and what that means for the order.
const cases: [string, Script, object][] = [
  [
    'greets with 554',
    { greeting: '554 no service here' },
    { outcome: 'refused', stage: 'connection' },
  ],
  ['greets with 421', { greeting: '421 too busy' }, { outcome: 'try_later', stage: 'connection' }],
  ['never greets', { greeting: 'hang' }, { outcome: 'try_later', stage: 'connection' }],
  ['hangs up before greeting', { greeting: 'drop' }, { outcome: 'try_later', stage: 'connection' }],
  ['refuses the sender', { mail: '550 5.7.1 not you' }, { outcome: 'refused', stage: 'envelope' }],
  [
    'refuses the recipient',
    { rcpt: '550 5.1.1 no such box' },
    { outcome: 'refused', stage: 'envelope' },
  ],
  ['greylists', { rcpt: '450 4.7.1 come back later' }, { outcome: 'try_later', stage: 'envelope' }],
  ['hangs at the recipient', { rcpt: 'hang' }, { outcome: 'try_later', stage: 'envelope' }],
  ['hangs up at the recipient', { rcpt: 'drop' }, { outcome: 'try_later', stage: 'envelope' }],
  ['refuses DATA', { data: '554 5.5.1 no' }, { outcome: 'refused', stage: 'envelope' }],
  ['hangs up at DATA', { data: 'drop' }, { outcome: 'try_later', stage: 'envelope' }],
  [
    'refuses the message',
    { body: '554 5.7.1 looks like spam' },
    { outcome: 'refused', stage: 'message' },
  ],
  ['can not store it', { body: '452 4.3.1 disk full' }, { outcome: 'try_later', stage: 'message' }],
  ['hangs up inside the message', { midBody: 'drop' }, { outcome: 'unknown' }],
  ['hangs up after the message', { body: 'drop' }, { outcome: 'unknown' }],
  ['is silent after the message', { body: 'hang' }, { outcome: 'unknown' }],
  ['answers nonsense after the message', { body: 'hello' }, { outcome: 'unknown' }],
]

describe('a mail to a server that', () => {
  it.each(cases)('%s', async (_, script, expected) => {
    const { result } = await sent(script)
    expect(result).toMatchObject(expected)
  })

  it('is not there is to be tried later', async () => {
    const gone = await smtpSink()
    await gone.close()
    expect(await sendOrderMail(at(gone.port), mail)).toMatchObject({
      outcome: 'try_later',
      stage: 'connection',
    })
  })

  it('never greets is not waited for as long as one that stores a message', async () => {
    const timeouts = { connectMs: 60_000, greetingMs: 200, silenceMs: 600_000 }
    const { result } = await sent({ greeting: 'hang' }, { timeouts })
    expect(result).toMatchObject({ outcome: 'try_later', stage: 'connection' })
  }, 10_000)

  it('does not know us is refused at the sign-in', async () => {
    const script = { auth: '535 5.7.8 wrong password' }
    const { result, sink } = await sent(script, { signIn: { user: 'u', password: 'hush-hush' } })
    expect(result).toMatchObject({ outcome: 'refused', stage: 'sign_in' })
    expect(JSON.stringify(result)).not.toContain('hush-hush')
    expect(sink.messages).toEqual([])
  })

  it('has no TLS where TLS is required gets neither password nor order', async () => {
    const { result, sink } = await sent(
      {},
      { requireTls: true, signIn: { user: 'u', password: 'hush-hush' } },
    )
    expect(result.outcome).not.toBe('accepted')
    expect(sink.commands.filter((command) => /^(AUTH|MAIL|DATA)/.test(command))).toEqual([])
  })

  it('speaks no TLS where TLS is expected hears no command', async () => {
    const { result, sink } = await sent({}, { secure: true })
    expect(result).toMatchObject({ outcome: 'try_later', stage: 'connection' })
    expect(sink.commands.filter((command) => /^[A-Z]{4}\b/.test(command))).toEqual([])
  })

  it('says what it said on one short line', async () => {
    const { result } = await sent({ rcpt: `550-no\r\n550 \u001B[31m${'x'.repeat(900)}` })
    const answer = result.outcome === 'refused' ? result.answer : ''
    expect(answer).toMatch(/^550-no 550 \[31mx+$/)
    expect(answer.length).toBeLessThanOrEqual(300)
  })
})

describe('hostile addresses and names', () => {
  it.each([
    'a@b.example\r\nRCPT TO:<thief@evil.example>',
    'a@b.example\r\nBcc: thief@evil.example',
    'a@b.example, thief@evil.example',
    'a@b.example;thief@evil.example',
    'Acme <a@b.example>',
    '"a b"@b.example',
    'a@b.example (comment)',
    'a@@b.example',
    'a@b',
    '.a@b.example',
    'a..b@c.example',
    'a@b.example\u0000',
    'a@b.example ',
    '',
    `${'a'.repeat(65)}@b.example`,
    'a@-b.example',
    'ä@b.example',
  ])('%j is no recipient, and the server hears nothing', async (toAddress) => {
    sink = await smtpSink()
    const attempt = sendOrderMail(at(sink.port), { ...mail, toAddress })
    await expect(attempt).rejects.toMatchObject({ code: 'invalid' })
    expect(sink.commands).toEqual([])
  })

  it('a shop name, subject or text with line breaks and commands adds no header and no command', async () => {
    const evil = 'Shop\r\nBcc: thief@evil.example\r\n\r\n.\r\nMAIL FROM:<thief@evil.example>\r\n'
    const hostile = { ...mail, fromName: evil, subject: evil, text: evil, html: `<p>${evil}</p>` }
    const { result, sink } = await sent({}, {}, hostile)
    expect(result.outcome).toBe('accepted')
    expect(sink.messages).toHaveLength(1)
    // QUIT may still be on its way.
    const verbs = sink.commands.map((command) => command.slice(0, 4))
    expect(verbs.filter((verb) => verb !== 'QUIT')).toEqual(['EHLO', 'MAIL', 'RCPT', 'DATA'])
    const headers = sink.messages[0]!.split('\r\n\r\n')[0]!
    expect(headers).not.toMatch(/^bcc:/im)
    const from = /^from:.*$/im.exec(headers.replace(/\r\n[ \t]+/g, ' '))?.[0]
    // One address, ours: the name has none.
    expect(from?.match(/[^\s<"]+@[^\s>"]+/g)).toEqual(['orders@shop.example'])
  })
})
