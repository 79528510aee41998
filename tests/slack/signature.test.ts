import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { isSigned } from '#surfaces/slack/signature.ts'

const secret = 'a secret that Slack and we know'
const now = 1_786_000_000
const body = 'payload=%7B%22type%22%3A%22block_actions%22%7D'

const signed = (timestamp: string, text = body, key = secret) => ({
  timestamp,
  body: text,
  signature: `v0=${createHmac('sha256', key).update(`v0:${timestamp}:${text}`).digest('hex')}`,
})

it("takes Slack's own published example", () => {
  // Slack, "Verifying requests from Slack": the secret, request and signature that stand there.
  const example =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
  const request = {
    timestamp: '1531420618',
    signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    body: example,
  }
  expect(isSigned(request, '8f742231b10e8888abcd99yyyzzz85a5', 1_531_420_618)).toBe(true)
})

it.each([
  ['now', 0, true],
  ['five minutes old', -300, true],
  ['a second older than that', -301, false],
  ['five minutes early', 300, true],
  ['a second earlier than that', 301, false],
  ['an hour early', 3_600, false],
])('a signed request that is %s', (_when, seconds, isTaken) => {
  expect(isSigned(signed(String(now + seconds)), secret, now)).toBe(isTaken)
})

const good = signed(String(now))

it.each([
  ['another body', { ...good, body: `${body}x` }],
  ['another secret', signed(String(now), body, 'another secret')],
  ['another version', { ...good, signature: good.signature.replace('v0=', 'v1=') }],
  ['capitals', { ...good, signature: good.signature.toUpperCase() }],
  ['no signature', { ...good, signature: null }],
  ['an empty signature', { ...good, signature: '' }],
  ['half a signature', { ...good, signature: good.signature.slice(0, 30) }],
  ['more than a signature', { ...good, signature: `${good.signature}00` }],
  ['as many characters that are more bytes', { ...good, signature: 'é'.repeat(67) }],
  ['no time', { ...good, timestamp: null }],
  ['another second than was signed', { ...good, timestamp: String(now + 1) }],
  ['a time that is none', signed('now')],
  ['a time in hex', signed('0x6A740080')],
  ['a time with a fraction', signed(`${now}.0`)],
  ['a time of 13 digits', signed(`${now}000`)],
])('a request with %s is not signed', (_what, request) => {
  expect(isSigned(good, secret, now)).toBe(true)
  expect(isSigned(request, secret, now)).toBe(false)
})
