import type { Config } from '#root/config.ts'
import { QuartermasterError } from '#root/errors.ts'
import { whoBears } from '#operations/bearer.ts'
import type { RunOperation } from '#operations/operations.ts'
import { personOf, type Shop } from '#operations/shop.ts'
import { seesCosts } from '#purchasing/who-sees-costs.ts'
import { holderOfTheMachine, type McpCaller } from '../mcp/host.ts'
import type { BearerAnswer, McpSignIn } from '../mcp/sign-in.ts'
import { logDefect } from './log.ts'

/** Who may reach MCP by the configuration; nothing of a provider is loaded where none is set. */
export async function shopMcp({ mcp }: Pick<Config, 'mcp'>): Promise<NonNullable<Shop['mcp']>> {
  const { required, provider } = mcp
  if (provider === null) return { required, issuer: null }
  const { bearerIssuerOf } = await import('#operations/bearer-issuer.ts')
  return { required, issuer: bearerIssuerOf(provider) }
}

/** Whoever is not let in, because the person named has left, hears it from each call and not from a broken door. */
function unlessRefused(error: unknown): null {
  if (error instanceof QuartermasterError && error.code === 'forbidden') return null
  throw error
}

const holderWith = (role: string | null): McpCaller => {
  const costs = role === null || seesCosts(role)
  // A session that was opened with costs is none of whoever may not see them any more.
  return costs
    ? holderOfTheMachine
    : { ...holderOfTheMachine, principal: 'local units', seesCosts: costs }
}

/** Whoever holds the machine, and asks without a token: they see what the person does whom the program was started for. */
export async function holderOf(shop: Shop): Promise<McpCaller> {
  const person = await personOf(shop).catch(unlessRefused)
  return holderWith(person?.role ?? null)
}

/** As `holderOf`, of the program that runs operations for us. */
export async function holderThrough(run: RunOperation): Promise<McpCaller> {
  const described = await run('describe_shop', {}, () => undefined).catch(unlessRefused)
  return holderWith(described?.personRole ?? null)
}

/** Signing in at the MCP endpoint of a shop, which clients know by the address that `resource` gives. */
export function mcpSignInOf(shop: Shop, required: boolean, resource: () => URL): McpSignIn {
  const report = logDefect('mcp sign-in')
  return {
    required: required || shop.mcp?.required === true,
    issuer: shop.mcp?.issuer?.issuer ?? null,
    resource,
    holder: () => holderOf(shop),
    async whoBears(token): Promise<BearerAnswer> {
      const bearer = await whoBears(shop, token, resource().href)
      if (bearer.outcome === 'trouble') report(bearer.trouble)
      if (bearer.outcome !== 'known') return bearer
      const { person, client, scopes } = bearer
      const costs = seesCosts(person.role)
      const principal = [person.id, client, scopes.join(','), costs ? 'costs' : 'units'].join(' ')
      const caller = { principal, personId: person.id, scopes, seesCosts: costs }
      return { outcome: 'known', caller }
    },
  }
}
