// The three details of a supplier that say where orders and money go: what they may look like, and when two are the same.

export type SupplierDetail = 'bank' | 'email' | 'phone'

/** How each is called in a sentence. */
export const detailNames: Record<SupplierDetail, string> = {
  bank: 'bank account',
  email: 'e-mail address',
  phone: 'phone number',
}

const phoneDigits = (text: string) => text.replaceAll(/\D/g, '')

/** A detail without what does not matter: spaces of an account, signs of a number, capitals of an address. */
function essence(field: SupplierDetail, value: string): string {
  if (field === 'phone') return phoneDigits(value)
  return field === 'bank'
    ? value.replaceAll(/[\s-]/g, '').toUpperCase()
    : value.trim().toLowerCase()
}

/** Whether two details are the same one, written differently at most; null is none. */
export function sameDetail(field: SupplierDetail, a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b
  return essence(field, a) === essence(field, b)
}

/** ISO 13616: the remainder of 97 over the number that the letters of an IBAN spell. */
function isIban(text: string): boolean {
  const moved = text.slice(4) + text.slice(0, 4)
  let rest = 0
  for (const sign of moved) {
    const value = parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** What is wrong with a bank account, with what to write, or null. */
export function bankFault(value: string): string | null {
  const text = essence('bank', value)
  if (!/^[A-Z0-9]{6,34}$/.test(text)) {
    return 'A bank account has 6 to 34 letters and digits; write the IBAN, or sort code and number.'
  }
  const looksLikeIban = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(text)
  return looksLikeIban && !isIban(text)
    ? 'The check digits of this IBAN are wrong; copy it again.'
    : null
}

/** What is wrong with a phone number, with what to write, or null. */
export function phoneFault(value: string): string | null {
  const digits = phoneDigits(value).length
  return /^\+?[\d\s()./-]+$/.test(value.trim()) && digits >= 6 && digits <= 15
    ? null
    : 'A phone number has 6 to 15 digits and may begin with +; write +44 113 496 0000.'
}
