import { describe, expect, it } from 'vitest'
import { mailText } from '#render/order-documents/mail-text.ts'
import { orderDocument } from '#render/order-documents/order-document.ts'
import { hostileTexts, named } from './hostile.ts'
import { everywhere, sampleFacts } from './sample-order.ts'

describe('the mail of an order', () => {
  it('says which order, how much, by when and where, and asks for an answer', () => {
    const { subject, text } = mailText(orderDocument(sampleFacts()))
    expect(subject).toBe('Purchase order PO-2026-0722, Hearth & Larder Ltd')
    expect(text).toBe(
      [
        'Dear Acme Tableware,',
        '',
        'please deliver what the attached purchase order PO-2026-0722 lists.',
        '',
        'Order:        PO-2026-0722, revision 1',
        'Lines:        2',
        'Total:        £1,707.16 (GBP)',
        'Delivery by:  1 Dec 2026',
        'Deliver to:   Leeds warehouse, gate 3',
        '',
        'Please confirm price and delivery date by answering this message; leave PO-2026-0722 in the subject.',
        '',
        'Kind regards',
        'Hearth & Larder Ltd',
        '',
      ].join('\n'),
    )
  })

  it('a cancellation asks for nothing to be delivered, a trial says that it is one', () => {
    const facts = sampleFacts(undefined, {
      kind: 'cancellation',
      replaces: { revision: 1, kind: 'new' },
    })
    expect(mailText(orderDocument(facts)).text).toContain('do not deliver')
    const trial = mailText(orderDocument(sampleFacts(undefined, { test: true })))
    expect(trial.subject).toMatch(/^TEST: /)
    expect(trial.text).toContain('This is a test. Please do not deliver.')
    expect(trial.html).toContain('This is a test. Please do not deliver.')
  })

  const linked = [
    'http://evil.example/pay',
    'HTTPS://evil.example',
    'www.evil.example',
    'mailto:thief@evil.example',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">pay here</a>',
  ]
  it.each(named([...hostileTexts, ...linked]))(
    '%s makes no link, image, tag or second line of the subject',
    (_, text) => {
      const mail = mailText(orderDocument(everywhere(text)))
      expect(mail.subject).not.toMatch(/\p{Cc}/u)
      expect(mail.text).not.toMatch(/:\/\/|\bwww\.|mailto:|javascript:/i)
      expect(mail.html).not.toMatch(/:\/\/|\bwww\.|mailto:|javascript:/i)
      const tags = new Set([...mail.html.matchAll(/<\/?([a-z!]+)/gi)].map((match) => match[1]))
      expect([...tags].toSorted()).toEqual(
        [
          '!DOCTYPE',
          'body',
          'br',
          'head',
          'html',
          'meta',
          'p',
          'table',
          'td',
          'title',
          'tr',
        ].toSorted(),
      )
    },
  )
})
