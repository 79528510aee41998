import { listAccessTokens } from './access-tokens.ts'
import type { Shop } from './shop.ts'

/** How MCP is protected over HTTP: whether a client needs a token, who makes tokens, and whether anybody has one. */
export async function mcpCheck(
  shop: Shop,
): Promise<{ name: string; state: 'ok' | 'note' | 'failed'; detail: string; repair?: string }> {
  const name = 'MCP'
  const { required = false, issuer = null } = shop.mcp ?? {}
  const { tokens } = await listAccessTokens(shop)
  const count = tokens.filter(({ state }) => state === 'valid').length
  const made = `${count} valid ${count === 1 ? 'token' : 'tokens'} made here`
  if (!required) {
    const detail = `clients of this machine need no token, others do not reach it; ${made}`
    return { name, state: 'ok', detail }
  }
  if (issuer === null) {
    const detail = `every client needs a token; ${made}, no provider of tokens`
    if (count > 0) return { name, state: 'ok', detail }
    const repair =
      'No client can sign in: make a token with "quartermaster token create", or set MCP_ISSUER.'
    return { name, state: 'note', detail, repair }
  }
  const trouble = await issuer.check()
  if (trouble === null) {
    const detail = `every client needs a token; ${issuer.issuer} answers; ${made}`
    return { name, state: 'ok', detail }
  }
  const repair =
    'Check MCP_ISSUER and MCP_JWKS_ORIGINS and the provider itself; tokens made here work meanwhile.'
  return { name, state: 'failed', detail: `${issuer.issuer}: ${trouble}; ${made}`, repair }
}
