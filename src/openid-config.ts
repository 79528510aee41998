// Signing in at a provider of the shop (OpenID Connect): variables that are right together or refused together.
import { z } from 'zod'
import { secretOf, type Secret } from './secret.ts'

export type OpenIdConfig = {
  /** As the provider writes it in its tokens, letter for letter. */
  issuer: string
  clientId: string
  clientSecret: Secret
  /** The only origins that the server fetches from and sends people to: the issuer's, and those that were named. */
  origins: string[]
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])
const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)
const text = z.preprocess(emptyIsAbsent, z.string().max(2_000).optional())

/** Whether a secret may travel there: over https, or to this machine. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(address)
  const bare = username === '' && password === '' && search === '' && hash === ''
  return bare && (protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname)))
}

/** Whether an address is such an origin and nothing more. */
export function isOrigin(address: string): boolean {
  return isSafeAddress(address) && new URL(address).origin === address.replace(/\/$/, '')
}

/** The addresses of a variable that lists several. */
export function listedAddresses(origins: string | undefined): string[] {
  return (origins ?? '').split(/[\s,]+/).filter(Boolean)
}

/** The variables by name. */
export const openIdVariables = {
  OIDC_ISSUER: z.preprocess(
    emptyIsAbsent,
    z
      .string()
      .refine(
        isSafeAddress,
        'must be the https address that the provider calls its issuer, such as https://login.example.com/',
      )
      .optional(),
  ),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_ORIGINS: z.preprocess(
    emptyIsAbsent,
    z
      .string()
      .refine(
        (origins) => listedAddresses(origins).every(isOrigin),
        'must be https origins with spaces between them, such as https://keys.example.com/',
      )
      .optional(),
  ),
}

type OpenIdEnvironment = z.output<z.ZodObject<typeof openIdVariables>>

const needed = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

/** What the variables contradict one another in: the name of the variable and what to do, a pair each. */
export function openIdFaults(env: OpenIdEnvironment): [keyof OpenIdEnvironment, string][] {
  const there = [...needed, 'OIDC_ORIGINS' as const].find((name) => env[name] !== undefined)
  if (there === undefined) return []
  return needed
    .filter((name) => env[name] === undefined)
    .map((name) => [name, `must be set because ${there} is`])
}

/** The provider in force, or null; the variables must have no faults. */
export function openIdConfig(env: OpenIdEnvironment): OpenIdConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: secret } = env
  if (issuer === undefined || clientId === undefined || secret === undefined) return null
  const origins = [issuer, ...listedAddresses(env.OIDC_ORIGINS)].map(
    (address) => new URL(address).origin,
  )
  return { issuer, clientId, clientSecret: secretOf(secret), origins }
}

/** The provider as lines for people; of the secret only that it is set. */
export function describeOpenId(openId: OpenIdConfig | null): string[] {
  if (openId === null) return ['OIDC_ISSUER not set']
  const { issuer, clientId, origins } = openId
  return [
    `OIDC_ISSUER ${issuer}, OIDC_CLIENT_ID ${clientId}, OIDC_CLIENT_SECRET set`,
    ...(origins.length > 1 ? [`OIDC_ORIGINS ${origins.slice(1).join(' ')}`] : []),
  ]
}
