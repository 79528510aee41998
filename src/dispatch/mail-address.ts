import { QuartermasterError } from '#root/errors.ts'

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i

/**
 * One plain e-mail address (RFC 5321 dot-atom and host name, ASCII), as given. Throws 'invalid' for anything else: a list, a
 * display name, a comment, a quoted part, a line break or another control character never gets near a mail header.
 */
export function requireMailAddress(address: string, whose: string): string {
  const [local = '', host = '', ...more] = address.split('@')
  const sound =
    more.length === 0 &&
    address.length <= 254 &&
    local.length <= 64 &&
    localPart.test(local) &&
    domain.test(host)
  if (sound) return address
  throw new QuartermasterError(
    'invalid',
    `The e-mail address of ${whose} is not one plain address.`,
    'Write one address such as orders@supplier.example; an address with other letters is written with its xn-- domain.',
  )
}
