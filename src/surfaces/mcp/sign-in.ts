// Who asks over HTTP: a bearer token in the header, and nothing else, says so.
import {
  bearerAuthChallengeResponse,
  getOAuthProtectedResourceMetadataUrl,
  OAuthError,
  OAuthErrorCode,
  oauthMetadataResponse,
  verifyBearerToken,
  type AuthMetadataOptions,
} from '@modelcontextprotocol/server'
import type { McpCaller } from './host.ts'
import { refusal } from './refusal.ts'

export type BearerAnswer =
  | { outcome: 'known'; caller: McpCaller }
  | { outcome: 'worthless' }
  | { outcome: 'nobody' }
  | { outcome: 'trouble' }

export type McpSignIn = {
  /** Whether somebody without a token is refused; else they hold the machine. */
  required: boolean
  /** The provider that tokens come from; null: they are made on the machine. */
  issuer: string | null
  /** The address of this endpoint, as its clients know it. */
  resource(): URL
  whoBears(token: string): Promise<BearerAnswer>
  holder(): Promise<McpCaller>
}

/** The paths of the document that tells clients where to sign in (RFC 9728); some ask without the endpoint's own path. */
export const metadataPaths = [
  '/.well-known/oauth-protected-resource/mcp',
  '/.well-known/oauth-protected-resource',
]

const retrySeconds = 30

/** Our own clock and that of the provider have judged when a token ends; the SDK would ask the machine's once more. */
const judgedAlready = Number.MAX_SAFE_INTEGER

const noToken =
  'This server answers people of the shop. Send the header Authorization: Bearer with a token of yours.'
const worthless =
  'This token opens nothing here: it is unknown, has ended, was revoked, or was made for another server. Get a new one.'

/**
 * Where clients learn how to sign in, or undefined where there is no provider: the document would promise a sign-in that
 * there is not.
 */
export function metadataUrlOf({ issuer, resource }: McpSignIn): string | undefined {
  return issuer === null ? undefined : getOAuthProtectedResourceMetadataUrl(resource())
}

/** The document that tells clients where to sign in; 404 where there is no provider. */
export function metadataResponse(signIn: McpSignIn, request: Request): Response {
  const { issuer, resource } = signIn
  const url = metadataUrlOf(signIn)
  const options: AuthMetadataOptions = {
    // Of the provider's own document only its name is ours to tell; clients ask it for the rest.
    oauthMetadata: { issuer } as AuthMetadataOptions['oauthMetadata'],
    resourceServerUrl: resource(),
    scopesSupported: ['read', 'draft'],
    resourceName: 'Quartermaster',
    // The configuration has taken https or this machine only.
    dangerouslyAllowInsecureIssuerUrl: true,
  }
  const found =
    url === undefined ? undefined : oauthMetadataResponse(new Request(url, request), options)
  return (
    found ??
    refusal(404, 'unwelcome', 'There is no provider to sign in at. Use a token of the shop.')
  )
}

/** Whoever asks, or the answer to somebody who may not. Rejects when the books can not be read. */
export function callersOf(signIn: McpSignIn): (request: Request) => Promise<McpCaller | Response> {
  return async (request) => {
    const header = request.headers.get('authorization')
    if (header === null && !signIn.required) return signIn.holder()
    const resourceMetadataUrl = metadataUrlOf(signIn)
    const challenge = {
      // Reading is the least that a client can ask for; a call that drafts asks for more when it is made.
      requiredScopes: ['read'],
      ...(resourceMetadataUrl !== undefined && { resourceMetadataUrl }),
    }
    let bearer: BearerAnswer = { outcome: 'worthless' }
    const verifier = {
      async verifyAccessToken(token: string) {
        bearer = await signIn.whoBears(token)
        const scopes = bearer.outcome === 'known' ? [...bearer.caller.scopes] : ['read']
        if (bearer.outcome === 'worthless') throw invalidToken(worthless)
        return { token: '', clientId: '', scopes, expiresAt: judgedAlready }
      },
    }
    try {
      if (header === null) throw invalidToken(noToken)
      await verifyBearerToken(header, { verifier, ...challenge })
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      return bearerAuthChallengeResponse(error, challenge)
    }
    return answerTo(bearer)
  }
}

function invalidToken(message: string): OAuthError {
  return new OAuthError(OAuthErrorCode.InvalidToken, message)
}

function answerTo(bearer: BearerAnswer): McpCaller | Response {
  if (bearer.outcome === 'known') return bearer.caller
  if (bearer.outcome === 'nobody') {
    return refusal(
      403,
      'unwelcome',
      'Your sign-in is good, but belongs to nobody who is active in this shop. Ask an administrator to add the e-mail address that your provider has verified.',
    )
  }
  return refusal(
    503,
    'unwelcome',
    'The provider of tokens does not answer, so that nobody can be known. Try again in half a minute.',
    { 'retry-after': String(retrySeconds) },
  )
}
