import type { Sent } from '../mcp/raw-http.ts'
import type { Fuzzed } from './fuzz.ts'
import { hostileStrings, strangers } from './fuzz-strings.ts'
import type { Chance } from './random.ts'

type Change = (luck: Chance, call: Sent) => Sent

const text = (call: Sent) => JSON.stringify(call.body)

/** Ways to spoil a good request below what a tool ever sees. */
const changes: Record<string, Change> = {
  'cut off': (luck, call) => ({ ...call, body: text(call).slice(0, luck.below(200)) }),
  'a byte changed': (luck, call) => {
    const bytes = new TextEncoder().encode(text(call))
    bytes[luck.below(bytes.length)] = luck.below(256)
    return { ...call, body: bytes }
  },
  'bytes of chance': (luck, call) => ({
    ...call,
    body: Uint8Array.from({ length: luck.below(300) }, () => luck.below(256)),
  }),
  'a name twice': (_luck, call) => ({
    ...call,
    body: text(call).replace('"method":', '"method":"tools/list","method":'),
  }),
  'deep nesting': (luck, call) => ({
    ...call,
    body: '['.repeat(luck.of([33, 1_000, 100_000])) + ']',
  }),
  'deep arguments': (_luck, call) => ({
    ...call,
    body: text(call).replace(
      '"arguments":{',
      `"arguments":{"x":${'['.repeat(40)}${']'.repeat(40)},`,
    ),
  }),
  'a batch': (luck, call) => ({
    ...call,
    body: Array.from({ length: luck.below(4) }, () => call.body),
  }),
  'no message': (luck, call) => ({ ...call, body: JSON.stringify(luck.of(strangers)) }),
  'another id': (luck, call) => ({
    ...call,
    body: { ...(call.body as object), id: luck.of([...strangers, ...hostileStrings]) },
  }),
  'other params': (luck, call) => ({
    ...call,
    body: { ...(call.body as object), params: luck.of(strangers) },
  }),
  'another method': (luck, call) => ({
    ...call,
    method: luck.of(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']),
  }),
  'another revision': (luck, call) => ({
    ...call,
    headers: {
      ...call.headers,
      'mcp-protocol-version': luck.of(['2025-11-25', '2024-11-05', '1999-01-01', 'x', '']),
    },
  }),
  'headers of another call': (luck, call) => ({
    ...call,
    headers: { ...call.headers, 'mcp-name': luck.of(['other', '=?base64?////?=', '=?base64?x']) },
  }),
  'no headers': (_luck, { body }) => ({ body }),
  'another type': (luck, call) => ({
    ...call,
    headers: {
      ...call.headers,
      'content-type': luck.of([
        'text/plain',
        'application/xml',
        'application/json; charset=utf-16',
        '',
      ]),
    },
  }),
  'another answer wanted': (luck, call) => ({
    ...call,
    headers: { ...call.headers, accept: luck.of(['text/html', '', 'application/json', '*/*']) },
  }),
  'a session that there is not': (luck, call) => ({
    body: call.body,
    headers: { 'mcp-session-id': luck.of(['x', '0', '__proto__', 'x'.repeat(5_000)]) },
  }),
  'an answer to nothing': (luck) => ({
    body: { jsonrpc: '2.0', id: luck.below(99), result: luck.of(strangers) },
  }),
  'a notice of nothing': (luck, call) => ({
    ...call,
    body: { jsonrpc: '2.0', method: luck.of(hostileStrings), params: luck.of(strangers) },
  }),
  'state of nothing': (luck, call) => {
    const { params, ...rest } = call.body as { params: object }
    const requestState = luck.of(hostileStrings)
    return {
      ...call,
      body: { ...rest, params: { ...params, requestState, inputResponses: luck.of(strangers) } },
    }
  },
}

const kinds = Object.keys(changes)

/** A request that is spoilt on its way. */
export function hostileRequest(luck: Chance, call: Fuzzed): Fuzzed {
  const kind = luck.of(kinds)
  return { ...changes[kind]!(luck, call), kind: `transport: ${kind}` }
}
