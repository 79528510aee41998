import type { Config } from '#root/config.ts'
import type { Shop } from '#operations/shop.ts'
import { openIdReturnPath } from '../web/openid-path.ts'

/** The OpenID provider of the configuration, or null; nothing of it is loaded where none is set. */
export async function shopOpenId(
  config: Pick<Config, 'openId' | 'publicUrl' | 'port'>,
): Promise<NonNullable<Shop['openId']> | null> {
  if (config.openId === null) return null
  const { issuerOf } = await import('#operations/sign-in-issuer.ts')
  const origin = config.publicUrl?.origin ?? `http://127.0.0.1:${config.port}`
  return { ...issuerOf(config.openId), comesBackTo: `${origin}${openIdReturnPath}` }
}
