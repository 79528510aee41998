// The audit as its readers look at it: the newest rows that suit, a page at a time, with names for ids.
import { newestAudit } from '#store/audit.ts'
import type { AuditLink } from '#store/audit-link.ts'
import { everyPerson } from '#store/people.ts'
import { requireAdministrator } from './administrator.ts'
import type { Shop } from './shop.ts'
import { verifyShop, type VerifyReport } from './verify-shop.ts'

export type AuditAsk = {
  /** Exactly as the chain has them; a person by id, name or e-mail address. Null = any. */
  subject: string | null
  actor: string | null
  action: string | null
  /** Only rows before this one; null = from the newest on. */
  beforeSequence: number | null
  limit: number
}

export type AuditEntry = AuditLink & {
  /** The person's name, or the program that acted. */
  who: string
}

export type AuditBook = {
  entries: AuditEntry[]
  /** Whether older rows suit too. */
  hasOlder: boolean
  people: { id: string; name: string }[]
}

/** The newest audit rows that suit, for an administrator; 'forbidden' for anybody else. */
export async function auditBook(shop: Shop, ask: AuditAsk): Promise<AuditBook> {
  await requireAdministrator(shop, 'read the audit')
  const people = await everyPerson(shop.db)
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const named = (text: string) => {
    const wanted = text.toLowerCase()
    const found = people.find(({ id, name, email }) =>
      [id, name, email].some((each) => each.toLowerCase() === wanted),
    )
    return found?.id ?? text
  }
  const { subject, actor, action, beforeSequence, limit } = ask
  const filter = {
    ...(subject === null ? {} : { subject }),
    ...(actor === null ? {} : { actor: named(actor) }),
    ...(action === null ? {} : { action }),
    ...(beforeSequence === null ? {} : { beforeSequence }),
  }
  const rows = await newestAudit(shop.db, filter, limit + 1)
  return {
    entries: rows
      .slice(0, limit)
      .map((row) => ({ ...row, who: nameOf.get(row.actor) ?? row.actor })),
    hasOlder: rows.length > limit,
    people: people.map(({ id, name }) => ({ id, name })),
  }
}

/** Proves that the books hold, as `quartermaster verify` does, for an administrator; 'forbidden' for anybody else. */
export async function verifyForReader(shop: Shop): Promise<VerifyReport> {
  await requireAdministrator(shop, 'check the books')
  return verifyShop(shop)
}
