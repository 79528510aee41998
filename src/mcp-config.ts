// Who may reach MCP over HTTP: variables that are right together or refused together.
import { z } from 'zod'
import { isOrigin, isSafeAddress, listedAddresses } from './openid-config.ts'

export type McpConfig = {
  /** Whether a client needs a token, also on this machine. */
  required: boolean
  /** Null: only tokens that are made here. */
  provider: {
    /** As the provider writes it in its tokens, letter for letter. */
    issuer: string
    /** Whom its tokens must be made for; null: the address of the endpoint. */
    audience: string | null
    /** The only origins that keys are fetched from. */
    origins: string[]
  } | null
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])
const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)

/** The variables by name. */
export const mcpVariables = {
  MCP_AUTH: z.preprocess(
    emptyIsAbsent,
    z
      .literal('required', {
        error: 'must be "required", or unset: then clients of this machine need no token',
      })
      .optional(),
  ),
  MCP_ISSUER: z.preprocess(
    emptyIsAbsent,
    z
      .string()
      .refine(
        isSafeAddress,
        'must be the https address that the provider calls its issuer, such as https://login.example.com/',
      )
      .optional(),
  ),
  MCP_AUDIENCE: z.preprocess(emptyIsAbsent, z.string().max(2_000).optional()),
  MCP_JWKS_ORIGINS: z.preprocess(
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

type McpEnvironment = z.output<z.ZodObject<typeof mcpVariables>>

/** What the variables contradict one another in: the name of the variable and what to do, a pair each. */
export function mcpFaults(env: McpEnvironment): [keyof McpEnvironment, string][] {
  if (env.MCP_ISSUER !== undefined) return []
  const there = (['MCP_AUDIENCE', 'MCP_JWKS_ORIGINS'] as const).find((name) => env[name])
  return there === undefined ? [] : [['MCP_ISSUER', `must be set because ${there} is`]]
}

/** Whether others than this machine reach the server. */
export function isExposed({ host, publicUrl }: { host: string; publicUrl: URL | null }): boolean {
  return publicUrl !== null || !loopback.has(host)
}

/** The rules in force; the variables must have no faults. Where others reach the server, nobody goes without a token. */
export function mcpConfig(
  env: McpEnvironment,
  where: { host: string; publicUrl: URL | null },
): McpConfig {
  const { MCP_ISSUER: issuer, MCP_AUDIENCE: audience = null } = env
  const required = env.MCP_AUTH === 'required' || issuer !== undefined || isExposed(where)
  if (issuer === undefined) return { required, provider: null }
  const addresses = [issuer, ...listedAddresses(env.MCP_JWKS_ORIGINS)]
  const origins = addresses.map((address) => new URL(address).origin)
  return { required, provider: { issuer, audience, origins } }
}

/** The rules as lines for people. */
export function describeMcp({ required, provider }: McpConfig): string[] {
  const clients = `MCP clients ${required ? 'need a token' : 'of this machine need no token'}`
  if (provider === null) return [`${clients}, MCP_ISSUER not set`]
  const { issuer, audience, origins } = provider
  const made = audience === null ? '' : `, MCP_AUDIENCE ${audience}`
  const keys = origins.length > 1 ? `, MCP_JWKS_ORIGINS ${origins.slice(1).join(' ')}` : ''
  return [`${clients}, MCP_ISSUER ${issuer}${made}${keys}`]
}
