import { scryptSync } from 'node:crypto'

/**
 * A password as the console keeps one, derived with next to no work (its parameters stand in it, and whoever compares
 * takes them from there): for tests that sign in often. What the work is in earnest has tests of its own.
 */
export function cheaplyHashed(password: string): string {
  const salt = Buffer.from('sixteen bytes..!')
  const key = scryptSync(password.normalize('NFKC'), salt, 32, { N: 16, r: 8, p: 1 })
  return `scrypt$16$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`
}
