// The OpenID provider of the shop over HTTP. The server asks the configured origins and nothing else: whatever a document
// names beside them is refused, redirects are errors, and every answer has an end in time and in size.
import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'
import type { Secret } from '#root/secret.ts'
import { verifyIdToken, type IdentityClaims } from './sign-in-token.ts'

/** What is wrong with the provider or its answers, for whoever runs the shop; a page does not show it. */
export class IssuerTrouble extends Error {}

export type IssuerSettings = {
  issuer: string
  clientId: string
  clientSecret: Secret
  origins: string[]
}

/** One sign-in as the provider is asked for it. */
export type IssuerRequest = { redirectUri: string; state: string; nonce: string; challenge: string }

export type Issuer = {
  issuer: string
  /** Where the browser is sent. Rejects with IssuerTrouble. */
  authorizationUrl(request: IssuerRequest, now: Date): Promise<string>
  /** Whether the answer in the address comes from this provider (RFC 9207). */
  isOwnAnswer(iss: string | null, now: Date): Promise<boolean>
  /** The proved claims for a code; null for a code that is used, too old or invented. Rejects with IssuerTrouble. */
  redeem(
    given: { code: string; redirectUri: string; verifier: string; nonce: string },
    now: Date,
  ): Promise<IdentityClaims | null>
  /** Asks for the documents anew: what is wrong, or null. */
  check(): Promise<string | null>
}

const mostBytes = 256 * 1024
const answerMilliseconds = 5_000
/** Documents are asked for again after an hour; for a key that is not among the kept ones after half a minute. */
const keepMilliseconds = 60 * 60_000
const renewMilliseconds = 30_000

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
})
type Discovery = z.output<typeof discoverySchema>

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })
const grantSchema = z.object({ id_token: z.string().max(64 * 1024) })
const refusalSchema = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) })

async function readLimited(response: Response, what: string): Promise<string> {
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) throw new IssuerTrouble(`${what} is larger than ${mostBytes / 1024} kB`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** The status and the parsed body of one request, null for a body that is no JSON. */
async function ask(
  url: string,
  what: string,
  init: RequestInit = {},
): Promise<{ status: number; body: unknown }> {
  const signal = AbortSignal.timeout(answerMilliseconds)
  const headers = { accept: 'application/json', ...(init.headers as Record<string, string>) }
  let text: string
  let status: number
  try {
    const response = await fetch(url, { ...init, headers, signal, redirect: 'error' })
    status = response.status
    text = await readLimited(response, what)
  } catch (error) {
    if (error instanceof IssuerTrouble) throw error
    throw new IssuerTrouble(`${what} can not be read: ${reasonOf(error)}`)
  }
  try {
    return { status, body: JSON.parse(text) as unknown }
  } catch {
    return { status, body: null }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return `no answer in ${answerMilliseconds / 1000} seconds`
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return code || (cause instanceof Error ? cause.message : error.message)
}

async function askDocument<Document>(
  url: string,
  what: string,
  schema: z.ZodType<Document>,
): Promise<Document> {
  const { status, body } = await ask(url, what)
  if (status !== 200) throw new IssuerTrouble(`${what} is answered with status ${status}`)
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new IssuerTrouble(`${what} is not as it must be${where === '' ? '' : `, at ${where}`}`)
}

function requireOrigin({ origins }: IssuerSettings, address: string): void {
  const { origin } = new URL(address)
  if (origins.includes(origin)) return
  throw new IssuerTrouble(
    `its discovery document names ${origin}, which is neither in OIDC_ISSUER nor in OIDC_ORIGINS`,
  )
}

async function discover(settings: IssuerSettings): Promise<Discovery> {
  const address = `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const found = await askDocument(address, 'its discovery document', discoverySchema)
  if (found.issuer !== settings.issuer) {
    throw new IssuerTrouble('its discovery document is of another issuer than OIDC_ISSUER says')
  }
  for (const url of [found.authorization_endpoint, found.token_endpoint, found.jwks_uri]) {
    requireOrigin(settings, url)
  }
  return found
}

async function keySetOf(discovery: Discovery): Promise<JSONWebKeySet> {
  return askDocument(discovery.jwks_uri, 'its key set', keySetSchema)
}

/** Keeps what was loaded; those who ask at once wait for one loading, and a failure is not kept. */
function kept<Value>(load: (now: Date) => Promise<Value>) {
  let last: { value: Promise<Value>; at: number } | null = null
  return (now: Date, mostMilliseconds: number): Promise<Value> => {
    if (last !== null && now.getTime() - last.at < mostMilliseconds) return last.value
    const mine = { value: load(now), at: now.getTime() }
    last = mine
    mine.value.catch(() => {
      if (last === mine) last = null
    })
    return mine.value
  }
}

const formEncoded = (text: string) => new URLSearchParams({ t: text }).toString().slice(2)

/** The client's proof of itself: in the head as RFC 6749 wants it, in the body for a provider that takes nothing else. */
function clientProof(
  { clientId, clientSecret }: IssuerSettings,
  { token_endpoint_auth_methods_supported: methods }: Discovery,
): { headers: Record<string, string>; fields: Record<string, string> } {
  const secret = clientSecret.reveal()
  const onlyBody =
    methods?.includes('client_secret_post') && !methods.includes('client_secret_basic')
  if (onlyBody) return { headers: {}, fields: { client_id: clientId, client_secret: secret } }
  const pair = Buffer.from(`${formEncoded(clientId)}:${formEncoded(secret)}`).toString('base64')
  return { headers: { authorization: `Basic ${pair}` }, fields: {} }
}

async function redeemCode(
  settings: IssuerSettings,
  discovery: Discovery,
  { code, redirectUri, verifier }: { code: string; redirectUri: string; verifier: string },
): Promise<string | null> {
  const { headers, fields } = clientProof(settings, discovery)
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...fields,
  })
  const what = 'its token endpoint'
  const init = { method: 'POST', headers, body }
  const { status, body: answer } = await ask(discovery.token_endpoint, what, init)
  const grant = status === 200 ? grantSchema.safeParse(answer) : null
  if (grant?.success) return grant.data.id_token
  const refusal = refusalSchema.safeParse(answer)
  const word = refusal.success ? refusal.data.error : 'no reason'
  if (status === 400 && word === 'invalid_grant') return null
  throw new IssuerTrouble(`${what} answered with status ${status} (${word})`)
}

/** The provider that the configuration names. */
export function issuerOf(settings: IssuerSettings): Issuer {
  const discovery = kept(() => discover(settings))
  const keys = kept(async (now) => keySetOf(await discovery(now, keepMilliseconds)))
  const keysFor = (now: Date) => (anew: boolean) =>
    keys(now, anew ? renewMilliseconds : keepMilliseconds)
  return {
    issuer: settings.issuer,
    async authorizationUrl({ redirectUri, state, nonce, challenge }, now) {
      const url = new URL((await discovery(now, keepMilliseconds)).authorization_endpoint)
      const asked = {
        response_type: 'code',
        client_id: settings.clientId,
        redirect_uri: redirectUri,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
      return url.href
    },
    async isOwnAnswer(iss, now) {
      if (iss !== null) return iss === settings.issuer
      const found = await discovery(now, keepMilliseconds)
      return found.authorization_response_iss_parameter_supported !== true
    },
    async redeem({ nonce, ...given }, now) {
      const token = await redeemCode(settings, await discovery(now, keepMilliseconds), given)
      if (token === null) return null
      const { issuer, clientId } = settings
      const verified = await verifyIdToken(token, keysFor(now), { issuer, clientId, nonce, now })
      if (typeof verified !== 'string') return verified
      throw new IssuerTrouble(`its token is not taken: ${verified}`)
    },
    async check() {
      try {
        await keySetOf(await discover(settings))
        return null
      } catch (error) {
        if (error instanceof IssuerTrouble) return error.message
        throw error
      }
    },
  }
}
