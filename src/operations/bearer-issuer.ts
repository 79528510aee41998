// The provider whose access tokens MCP clients bring. Only its keys are asked for: the server signs in nowhere itself.
import { z } from 'zod'
import { verifyAccessToken, type BearerClaims } from './bearer-claims.ts'
import { issuerDocuments } from './issuer-documents.ts'

export type BearerIssuer = {
  issuer: string
  /** The claims of a token for this resource, or what is wrong with it. Rejects with IssuerTrouble. */
  claimsOf(token: string, resource: string, now: Date): Promise<BearerClaims | string>
  /** Asks for the documents anew: what is wrong, or null. */
  check(): Promise<string | null>
}

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() })

/** The provider that the configuration names; without an audience of its own a token must be made for the resource. */
export function bearerIssuerOf({
  issuer,
  audience,
  origins,
}: {
  issuer: string
  audience: string | null
  origins: string[]
}): BearerIssuer {
  const variables = { issuer: 'MCP_ISSUER', origins: 'MCP_JWKS_ORIGINS' }
  const documents = issuerDocuments({ issuer, origins, variables }, discoverySchema, (found) => [
    found.jwks_uri,
  ])
  return {
    issuer,
    claimsOf: (token, resource, now) =>
      verifyAccessToken(token, documents.keysFor(now), {
        issuer,
        audience: audience ?? resource,
        now,
      }),
    check: documents.check,
  }
}
