// The OpenID provider of the shop as people sign in there: authorization code with PKCE over what it publishes.
import { z } from 'zod'
import type { Secret } from '#root/secret.ts'
import { askIssuer, IssuerTrouble, issuerDocuments } from './issuer-documents.ts'
import { verifyIdToken } from './sign-in-token.ts'
import type { IdentityClaims } from './token-signature.ts'

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

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
})
type Discovery = z.output<typeof discoverySchema>

const grantSchema = z.object({ id_token: z.string().max(64 * 1024) })
const refusalSchema = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) })

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
  const { status, body: answer } = await askIssuer(discovery.token_endpoint, what, init)
  const grant = status === 200 ? grantSchema.safeParse(answer) : null
  if (grant?.success) return grant.data.id_token
  const refusal = refusalSchema.safeParse(answer)
  const word = refusal.success ? refusal.data.error : 'no reason'
  if (status === 400 && word === 'invalid_grant') return null
  throw new IssuerTrouble(`${what} answered with status ${status} (${word})`)
}

/** The provider that the configuration names. */
export function issuerOf(settings: IssuerSettings): Issuer {
  const { issuer, origins } = settings
  const variables = { issuer: 'OIDC_ISSUER', origins: 'OIDC_ORIGINS' }
  const documents = issuerDocuments({ issuer, origins, variables }, discoverySchema, (found) => [
    found.authorization_endpoint,
    found.token_endpoint,
    found.jwks_uri,
  ])
  return {
    issuer,
    async authorizationUrl({ redirectUri, state, nonce, challenge }, now) {
      const url = new URL((await documents.discovery(now)).authorization_endpoint)
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
      if (iss !== null) return iss === issuer
      const found = await documents.discovery(now)
      return found.authorization_response_iss_parameter_supported !== true
    },
    async redeem({ nonce, ...given }, now) {
      const token = await redeemCode(settings, await documents.discovery(now), given)
      if (token === null) return null
      const { clientId } = settings
      const keys = documents.keysFor(now)
      const verified = await verifyIdToken(token, keys, { issuer, clientId, nonce, now })
      if (typeof verified !== 'string') return verified
      throw new IssuerTrouble(`its token is not taken: ${verified}`)
    },
    check: documents.check,
  }
}
