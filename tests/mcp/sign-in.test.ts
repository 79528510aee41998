import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holderOfTheMachine, type McpCaller } from '#surfaces/mcp/host.ts'
import {
  callersOf,
  metadataResponse,
  metadataUrlOf,
  type BearerAnswer,
  type McpSignIn,
} from '#surfaces/mcp/sign-in.ts'
import { smallHost } from './host.ts'
import { send, serveHost, toolCall, type Answer, type Sent, type Served } from './raw-http.ts'

const reader: McpCaller = {
  ...holderOfTheMachine,
  principal: 'ana reads',
  personId: 'ana',
  scopes: ['read'],
}
const drafter: McpCaller = { ...reader, principal: 'ana drafts', scopes: ['read', 'draft'] }

const bearers: Record<string, BearerAnswer> = {
  reads: { outcome: 'known', caller: reader },
  drafts: { outcome: 'known', caller: drafter },
  onlyDrafts: { outcome: 'known', caller: { ...drafter, scopes: ['draft'] } },
  left: { outcome: 'nobody' },
  silent: { outcome: 'trouble' },
}

let lookedUp: string[] = []
const signIn: McpSignIn = {
  required: true,
  issuer: 'https://login.example.com/',
  resource: () => new URL('https://buying.example.com/mcp'),
  whoBears: (token) => {
    lookedUp.push(token)
    if (token === 'broken') return Promise.reject(new Error('no database'))
    return Promise.resolve(bearers[token] ?? { outcome: 'worthless' })
  },
  holder: () => Promise.resolve(holderOfTheMachine),
}

let served: Served
beforeEach(async () => {
  lookedUp = []
  served = await serveHost(smallHost, {
    callerOf: callersOf(signIn),
    metadataUrl: () => metadataUrlOf(signIn),
  })
})
afterEach(() => served.close())

const units = toolCall('get_units', { item: 'MUG-1' })
const note = toolCall('draft_note', { text: 'more mugs' })

function ask(authorization: string | null, sent: Sent = units): Promise<Answer> {
  const header = authorization === null ? {} : { authorization }
  return send(served.port, { ...sent, headers: { ...sent.headers, ...header } })
}

const challenge = ({ headers }: Answer) => String(headers['www-authenticate'])
const metadata =
  'resource_metadata="https://buying.example.com/.well-known/oauth-protected-resource/mcp"'

describe('a client', () => {
  it('without a token is told where to sign in', async () => {
    const answer = await ask(null)
    expect(answer.status).toBe(401)
    expect(challenge(answer)).toContain(metadata)
    expect(challenge(answer)).toContain('scope="read"')
  })

  it.each(['Basic cmVhZHM6', 'Bearer', 'reads', 'Bearer unknown', 'Bearer unknown, Bearer reads'])(
    'that sends "%s" is refused',
    async (header) => {
      const answer = await ask(header)
      expect(answer.status).toBe(401)
      expect(challenge(answer)).toContain('error="invalid_token"')
      expect(answer.message).not.toHaveProperty('result')
    },
  )

  it('with a good token is answered, however it writes "Bearer"', async () => {
    for (const header of ['Bearer reads', 'bearer reads', 'BEARER reads']) {
      expect((await ask(header)).message?.result?.['structuredContent']).toMatchObject({
        onHandUnits: 12,
      })
    }
  })

  it('whose person has left gets an answer for people', async () => {
    const answer = await ask('Bearer left')
    expect(answer.status).toBe(403)
    expect(answer.message?.error?.message).toMatch(/Ask an administrator/)
  })

  it('is asked to come again while the provider is silent', async () => {
    const answer = await ask('Bearer silent')
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '30'])
  })

  it('that only drafts is asked to read as well', async () => {
    const answer = await ask('Bearer onlyDrafts')
    expect(answer.status).toBe(403)
    expect(challenge(answer)).toContain('error="insufficient_scope"')
  })

  it('with a token in the address is refused unread, also beside one in the header', async () => {
    for (const name of ['access_token', 'token', 'Bearer']) {
      const path = `/mcp?${name}=reads`
      expect((await ask(null, { ...units, path })).status).toBe(401)
      expect((await ask('Bearer reads', { ...units, path })).status).toBe(401)
    }
    expect(lookedUp).toEqual([])
  })

  it('is not let in by books that can not be read', async () => {
    const answer = await ask('Bearer broken')
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('database')
  })
})

describe('a client that may only read', () => {
  const stepUp = async (header: string, sent: Sent) => {
    const answer = await ask(header, sent)
    return { status: answer.status, challenge: challenge(answer) }
  }

  it('sees the tools that draft, and learns at the call which scopes to ask for', async () => {
    const { status, challenge: said } = await stepUp('Bearer reads', note)
    expect(status).toBe(403)
    expect(said).toContain('error="insufficient_scope"')
    expect(said).toContain('scope="read draft"')
    expect(said).toContain(metadata)
    const result = (await ask('Bearer drafts', note)).message?.result
    expect(result?.['structuredContent']).toEqual({ text: 'more mugs' })
  })

  it('learns it within a session of the 2025 revisions too, and a session is its own', async () => {
    const legacy = (body: object, session?: string): Sent => ({
      headers: session === undefined ? {} : { 'mcp-session-id': session },
      body: { jsonrpc: '2.0', id: 1, ...body },
    })
    const opened = await ask(
      'Bearer reads',
      legacy({
        method: 'initialize',
        params: {
          protocolVersion: '2025-11-25',
          capabilities: {},
          clientInfo: { name: 'test', version: '1' },
        },
      }),
    )
    const session = String(opened.headers['mcp-session-id'])
    const call = (name: string, args: object) =>
      legacy({ method: 'tools/call', params: { name, arguments: args } }, session)
    expect((await ask('Bearer reads', call('get_units', { item: 'MUG-1' }))).status).toBe(200)
    const { status, challenge: said } = await stepUp(
      'Bearer reads',
      call('draft_note', { text: 'x' }),
    )
    expect([status, said]).toEqual([403, expect.stringContaining('scope="read draft"')])
    // Signed in anew with more scopes it is another, who opens a session of their own.
    expect((await ask('Bearer drafts', call('draft_note', { text: 'x' }))).status).toBe(404)
    expect((await ask(null, call('get_units', { item: 'MUG-1' }))).status).toBe(401)
  })
})

describe('where clients learn to sign in', () => {
  const at = (path: string, method = 'GET', from = signIn) =>
    metadataResponse(from, new Request(`https://buying.example.com${path}`, { method }))

  it.each(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'])(
    '%s names the provider, the endpoint and the scopes',
    async (path) => {
      const response = at(path)
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({
        resource: 'https://buying.example.com/mcp',
        authorization_servers: ['https://login.example.com/'],
        scopes_supported: ['read', 'draft'],
        resource_name: 'Quartermaster',
      })
    },
  )

  it('takes no writing', () => {
    expect(at('/.well-known/oauth-protected-resource', 'POST').status).toBe(405)
  })

  it('names nothing where tokens are made on the machine, and no challenge promises it', () => {
    const own = { ...signIn, issuer: null }
    expect(at('/.well-known/oauth-protected-resource', 'GET', own).status).toBe(404)
    expect(metadataUrlOf(own)).toBeUndefined()
  })
})

describe('on a machine of its own', () => {
  const callerOf = callersOf({ ...signIn, required: false })
  const request = (headers: Record<string, string>) =>
    new Request('http://localhost/mcp', { headers })

  it('nobody signs in', async () => {
    expect(await callerOf(request({}))).toBe(holderOfTheMachine)
  })

  it('whoever sends a token asks as its person, or not at all', async () => {
    expect(await callerOf(request({ authorization: 'Bearer reads' }))).toBe(reader)
    const refused = await callerOf(request({ authorization: 'Bearer wrong' }))
    expect((refused as Response).status).toBe(401)
  })
})
