import { QuartermasterError } from '#root/errors.ts'

export type DocumentKind = 'new' | 'change' | 'cancellation'

/** Text as characters that a message id may hold, one to one: what is no letter, digit or hyphen becomes =XX of its UTF-8. */
function idPart(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[.!~*'()_]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '=')
}

/**
 * The id of the one message that tells a supplier of this revision, without angle brackets (RFC 5322, 3.6.4): the same
 * order, revision and kind give the same id, so that a second delivery can be recognised. Throws 'invalid' for a domain
 * that is none.
 */
export function messageId(
  order: { number: string; revision: number },
  kind: DocumentKind,
  domain: string,
): string {
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(domain)) {
    throw new QuartermasterError(
      'invalid',
      'The domain of our messages is not a domain.',
      'Write it as in an e-mail address, for example shop.example.',
    )
  }
  return `order.${idPart(order.number)}.r${order.revision}.${kind}@${domain.toLowerCase()}`
}
