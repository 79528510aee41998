// An OpenID provider on loopback with keys of its own. It does what a provider must, and each fault on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createHash, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose'
import { secretOf } from '#root/secret.ts'
import { issuerOf } from '#operations/sign-in-issuer.ts'

export const clientId = 'console of the shop'
export const clientSecret = 's3cret & more: ü'

export type Claims = JWTPayload & { email?: string; email_verified?: unknown }
type Signer = (claims: Claims, keys: IssuerKeys) => Promise<string>
export type IssuerKeys = Awaited<ReturnType<typeof makeKeys>>

async function makeKeys() {
  const [rsa, pss, curve, stranger] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('PS256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
  ])
  const named = async (key: CryptoKey, kid: string, alg: string): Promise<JWK> => ({
    ...(await exportJWK(key)),
    kid,
    alg,
    use: 'sig',
  })
  const published = [
    await named(rsa.publicKey, 'rsa', 'RS256'),
    await named(pss.publicKey, 'pss', 'PS256'),
    await named(curve.publicKey, 'curve', 'ES256'),
  ]
  return { rsa, pss, curve, stranger, published }
}

export const signedWith =
  (alg: string, kid: 'rsa' | 'pss' | 'curve' | 'stranger', header: object = {}): Signer =>
  (claims, keys) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(keys[kid].privateKey)

type Grant = { asked: URLSearchParams; claims: Claims; uses: number }

/** What the provider does next; a test changes what it needs. */
const usual = {
  sign: signedWith('RS256', 'rsa') as Signer,
  claims: {} as Claims,
  /** Claims that are left out. */
  without: [] as string[],
  discovery: {} as Record<string, unknown>,
  published: null as JWK[] | null,
  /** Redeems a code as often as it is sent, against the standard. */
  redeemsTwice: false,
  checksVerifier: true,
  /** Answers a path by itself; true when it did. */
  instead: (_path: string, _response: ServerResponse): boolean => false,
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return new URLSearchParams(text)
}

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

const encoded = (text: string) => new URLSearchParams({ t: text }).toString().slice(2)
const basic = `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString('base64')}`

export type TestIssuer = Awaited<ReturnType<typeof openIssuer>>

/** Starts the provider; `now` is its clock in milliseconds. */
export async function openIssuer(now: () => number) {
  const keys = await makeKeys()
  const behaviour = { ...usual }
  const grants = new Map<string, Grant>()
  const asked: string[] = []
  const json = (response: ServerResponse, body: unknown, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

  async function token(request: IncomingMessage, response: ServerResponse) {
    const form = await bodyOf(request)
    const inBody = form.get('client_id') === clientId && form.get('client_secret') === clientSecret
    if (request.headers.authorization !== basic && !inBody) {
      return json(response, { error: 'invalid_client' }, 401)
    }
    const grant = grants.get(form.get('code') ?? '')
    const right =
      grant !== undefined &&
      (grant.uses === 0 || behaviour.redeemsTwice) &&
      form.get('grant_type') === 'authorization_code' &&
      grant.asked.get('redirect_uri') === form.get('redirect_uri') &&
      (!behaviour.checksVerifier ||
        grant.asked.get('code_challenge') === challengeOf(form.get('code_verifier') ?? ''))
    if (!right) return json(response, { error: 'invalid_grant' }, 400)
    grant.uses += 1
    const seconds = Math.floor(now() / 1000)
    const claims: Claims = {
      iss: address,
      aud: clientId,
      nonce: grant.asked.get('nonce') ?? '',
      iat: seconds,
      exp: seconds + 300,
      ...grant.claims,
      ...behaviour.claims,
    }
    for (const name of behaviour.without) delete claims[name]
    return json(response, { access_token: 'x', id_token: await behaviour.sign(claims, keys) })
  }

  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    if (behaviour.instead(path, response)) return
    if (path === '/.well-known/openid-configuration') {
      json(response, {
        issuer: address,
        authorization_endpoint: `${address}/authorize?tenant=7`,
        token_endpoint: `${address}/token`,
        jwks_uri: `${address}/keys`,
        ...behaviour.discovery,
      })
    } else if (path === '/keys') {
      json(response, { keys: behaviour.published ?? keys.published })
    } else if (path === '/token' && request.method === 'POST') void token(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = {
    issuer: address,
    clientId,
    clientSecret: secretOf(clientSecret),
    origins: [address],
  }
  return {
    address,
    keys,
    behaviour,
    /** Paths that the server of the shop asked for. */
    asked,
    settings,
    /** The provider as a shop knows it that has just started. */
    known: (changes: Partial<typeof settings> = {}) => ({
      ...issuerOf({ ...settings, ...changes }),
      comesBackTo: 'http://127.0.0.1:4310/sign-in/openid/return',
    }),
    /** Somebody signs in at the provider: where their browser is then sent, as a path of the console. */
    authorize(location: string, claims: Claims, extra: Record<string, string> = {}): string {
      const { searchParams } = new URL(location)
      const code = randomBytes(16).toString('base64url')
      grants.set(code, { asked: searchParams, claims, uses: 0 })
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      const answer = { code, state: searchParams.get('state') ?? '', ...extra }
      for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value)
      return `${back.pathname}${back.search}`
    },
    /** Does again what a provider must. */
    behave: () => {
      Object.assign(behaviour, usual)
      asked.length = 0
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
