import { QuartermasterError } from '#root/errors.ts'
import { personOf, type Shop } from './shop.ts'

/** Throws 'forbidden' unless an administrator asks; `what` completes "Only administrators ...". */
export async function requireAdministrator(shop: Shop, what: string): Promise<void> {
  const { role } = await personOf(shop)
  if (role === 'administrator') return
  throw new QuartermasterError(
    'forbidden',
    `Only administrators ${what}.`,
    'Ask an administrator of the shop; your own account has a page of its own.',
  )
}
