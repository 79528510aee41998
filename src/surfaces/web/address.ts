import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * Where a request comes from, for counting. Behind our proxy it is the last address that the proxy added; what stands
 * before that was sent by the caller and could be anything.
 */
export function addressOf(context: Context, behindProxy: boolean): string {
  const direct = getConnInfo(context).remote.address ?? 'unknown'
  const told = behindProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : ''
  return told === undefined || told === '' ? direct : told
}
