// Tokens of MCP clients for shops without a provider of tokens: made, listed and revoked by whoever holds the machine.
import { randomBytes } from 'node:crypto'
import { QuartermasterError } from '#root/errors.ts'
import { unkeptTexts, unkeptWords } from '#root/kept-text.ts'
import {
  accessTokenById,
  addAccessToken,
  everyAccessToken,
  revokeAccessTokenRow,
  type AccessTokenRow,
} from '#store/access-tokens.ts'
import { appendAudit } from '#store/audit.ts'
import { hashText } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import { personById, type PersonRow } from '#store/people.ts'
import type { Shop } from './shop.ts'

/** Who makes and revokes tokens on the machine itself; no person of a shop has this id in the audit. */
const operator = 'operator'
const dayMilliseconds = 24 * 60 * 60_000
const longestName = 80
const longestDays = 365

/** How a token that is made here reads: the mark by which a search for leaked secrets finds it, and 32 random bytes. */
const tokenShape = /^qm_[\w-]{43}$/

export type AccessTokenAsk = { person: string; name: string; scopes: string; days: number }

/** A token just made: the only moment at which it is known. */
export type MadeAccessToken = { token: string } & ListedAccessToken

export type ListedAccessToken = {
  id: string
  personId: string
  personName: string
  name: string
  scopes: string
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
  state: 'valid' | 'revoked' | 'expired' | 'person has left'
}

/** Whether a text reads like a token that is made here; anything else is not looked for. */
export function isAccessToken(text: string): boolean {
  return tokenShape.test(text)
}

/** Whether a token still opens anything at this instant, and if not, why. */
export function standingOf(
  token: AccessTokenRow,
  person: PersonRow,
  now: Date,
): ListedAccessToken['state'] {
  if (token.revokedAt !== null) return 'revoked'
  if (!person.active) return 'person has left'
  return Date.parse(token.expiresAt) <= now.getTime() ? 'expired' : 'valid'
}

function invalid(message: string, repair: string): QuartermasterError {
  return new QuartermasterError('invalid', message, repair)
}

/** The two sets of scopes that a client can have: whoever drafts also reads. */
function scopesOf(text: string): string {
  const asked = text.split(/[\s,]+/).filter((scope) => scope !== '')
  const known = asked.every((scope) => scope === 'read' || scope === 'draft')
  if (known && asked.includes('read')) return asked.includes('draft') ? 'read draft' : 'read'
  throw invalid(
    `"${text}" are no scopes of a token.`,
    'Use read, or read,draft. No scope approves or sends: people do.',
  )
}

function requireSensible({ name, days }: AccessTokenAsk): void {
  if (name.trim() === '' || name.length > longestName || /\p{Cc}/u.test(name)) {
    throw invalid(
      'A token needs a name that says what it is for.',
      `Give one of at most ${longestName} characters on one line, such as --name "Claude on my laptop".`,
    )
  }
  if (unkeptTexts(name).length > 0) throw invalid(`The name ${unkeptWords}.`, 'Type it again.')
  if (!Number.isInteger(days) || days < 1 || days > longestDays) {
    throw invalid(
      `A token can not live for ${days} days.`,
      `Use a whole number from 1 to ${longestDays}; make a new one when it ends.`,
    )
  }
}

async function bearerOf(tx: Database, personId: string): Promise<PersonRow> {
  const person = await personById(tx, personId)
  if (person === null) {
    throw new QuartermasterError(
      'not_found',
      `There is no person "${personId}".`,
      'Use an id of people.csv; "quartermaster import" brings people in.',
    )
  }
  if (person.active) return person
  throw new QuartermasterError(
    'forbidden',
    `${person.name} is not active in this shop.`,
    'Have an administrator make the person active first.',
  )
}

/**
 * Makes a token with which a client reads, or reads and drafts, in a person's name. Throws QuartermasterError: 'invalid'
 * for a name, scopes or days that can not be, 'not_found' for nobody, 'forbidden' for somebody who is not active.
 */
export async function makeAccessToken(shop: Shop, ask: AccessTokenAsk): Promise<MadeAccessToken> {
  requireSensible(ask)
  const scopes = scopesOf(ask.scopes)
  const now = shop.now()
  const secret = `qm_${randomBytes(32).toString('base64url')}`
  const token = {
    id: randomBytes(5).toString('hex'),
    personId: ask.person,
    name: ask.name.trim(),
    scopes,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + ask.days * dayMilliseconds).toISOString(),
  }
  return exclusively(shop.db, async (tx) => {
    const person = await bearerOf(tx, ask.person)
    await addAccessToken(tx, { ...token, tokenHash: hashText(secret), madeBy: operator })
    await appendAudit(tx, {
      at: token.createdAt,
      actor: operator,
      action: 'token.made',
      subject: ask.person,
      detail: { token: token.id, name: token.name, scopes, expiresAt: token.expiresAt },
    })
    const listed = { ...token, personName: person.name, lastUsedAt: null, state: 'valid' as const }
    return { token: secret, ...listed }
  })
}

/** Every token that was made, the newest first; of none the token itself, which nobody has but its client. */
export async function listAccessTokens(shop: Shop): Promise<{ tokens: ListedAccessToken[] }> {
  const now = shop.now()
  const rows = await everyAccessToken(shop.db)
  return { tokens: rows.map(({ token, person }) => listed(token, person, now)) }
}

function listed(token: AccessTokenRow, person: PersonRow, now: Date): ListedAccessToken {
  const { id, personId, name, scopes } = token
  const instantOf = (at: string) => new Date(at).toISOString()
  return {
    id,
    personId,
    personName: person.name,
    name,
    scopes,
    createdAt: instantOf(token.createdAt),
    expiresAt: instantOf(token.expiresAt),
    lastUsedAt: token.lastUsedAt === null ? null : instantOf(token.lastUsedAt),
    state: standingOf(token, person, now),
  }
}

/** Makes a token worthless from this moment on; once more does nothing. An unknown id is 'not_found'. */
export async function revokeAccessToken(
  shop: Shop,
  { id }: { id: string },
): Promise<{ outcome: 'revoked' | 'unchanged'; name: string; personId: string }> {
  const now = shop.now().toISOString()
  return exclusively(shop.db, async (tx) => {
    const token = await accessTokenById(tx, id)
    if (token === null) {
      throw new QuartermasterError(
        'not_found',
        `There is no token "${id}".`,
        'Use an id that "quartermaster token list" shows; it is not the token itself.',
      )
    }
    const { personId, name } = token
    if (!(await revokeAccessTokenRow(tx, id, now))) return { outcome: 'unchanged', name, personId }
    const detail = { token: id, name }
    await appendAudit(tx, {
      at: now,
      actor: operator,
      action: 'token.revoked',
      subject: personId,
      detail,
    })
    return { outcome: 'revoked', name, personId }
  })
}
