// Passwords of local accounts: which are taken, and how they are kept.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { QuartermasterError } from '#root/errors.ts'

/** scrypt with N = 2^15, r = 8, p = 3: 32 MiB and about a quarter of a second (OWASP "Password Storage", 2024). */
const cost = { N: 2 ** 15, r: 8, p: 3 }
const saltBytes = 16
const keyBytes = 32

const shortest = 12
const longest = 128

/** The commonest of twelve characters and more, as the lists of leaked passwords have them, and what names this program. */
const commonest = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789123',
  '123123123123',
  '121212121212',
  '112233445566',
  '098765432109',
  '987654321098',
  'abcdefghijkl',
  'abcdefghijklm',
  'abcd12345678',
  'abc123abc123',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiopas',
  'qwertyqwerty',
  'qwerty123456',
  'qwerty12345678',
  'qwer1234qwer',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'zaq12wsxcde3',
  'asdfghjkl123',
  'asdfasdfasdf',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'password!123',
  'passw0rd1234',
  'p@ssw0rd1234',
  'p@ssword1234',
  'mypassword123',
  'adminadminadmin',
  'admin1234567',
  'administrator',
  'administrator1',
  'letmein12345',
  'letmeinplease',
  'welcome12345',
  'welcome123456',
  'changemeplease',
  'changeme1234',
  'iloveyou1234',
  'iloveyouforever',
  'sunshine1234',
  'football1234',
  'baseball1234',
  'princess1234',
  'superman1234',
  'trustno1trustno1',
  'correcthorsebatterystaple',
  'quartermaster',
  'quartermaster1',
  'quartermaster123',
])

/** The text as it is hashed: however a keyboard composed its letters. */
function canonical(password: string): string {
  return password.normalize('NFKC')
}

/** What names a person: parts of the name and of the e-mail that are long enough to be noticed. */
function namesOf(person: { name: string; email: string }): string[] {
  return [person.email, ...`${person.name} ${person.email}`.split(/[\s@._+-]+/)]
    .map((part) => part.toLowerCase())
    .filter((part) => part.length >= 4)
}

/** Why a password is not taken for a person, as a sentence, or null. */
export function passwordFault(
  password: string,
  person: { name: string; email: string },
): string | null {
  const text = canonical(password).toLowerCase()
  const length = [...text].length
  if (length < shortest || length > longest) {
    return `A password has ${shortest} to ${longest} characters; this one has ${length}.`
  }
  if (commonest.has(text.replaceAll(' ', ''))) {
    return 'This password is one of those that everybody tries first.'
  }
  if (new Set(text).size < 5) return 'This password repeats too few characters.'
  const name = namesOf(person).find((part) => text.includes(part))
  return name === undefined ? null : `A password must not contain "${name}", which names you.`
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  // Node refuses what needs more than 32 MiB unless it is told.
  const maxmem = 64 * 1024 * 1024
  return new Promise((resolve, reject) =>
    scrypt(canonical(password), salt, keyBytes, { ...options, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  )
}

// One at a time and so many in the queue: a crowd at the door may wait, it must not fill the memory.
const longestQueue = 60
let last: Promise<unknown> = Promise.resolve()
let queued = 0

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (queued >= longestQueue) {
    throw new QuartermasterError(
      'unavailable',
      'Too many people are signing in at this moment.',
      'Try again in a minute.',
    )
  }
  queued += 1
  const done = last.then(work)
  last = done.catch(() => undefined)
  try {
    return await done
  } finally {
    queued -= 1
  }
}

/** A password as it is kept: 'scrypt$N$r$p$salt$key', with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => {
    const salt = randomBytes(saltBytes)
    const key = await derive(password, salt, cost)
    const words = [cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')]
    return `scrypt$${words.join('$')}`
  })
}

/** What nobody's password is compared with: the same work as for somebody. */
const decoy = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Whether a password is the one that was kept; null (nobody, or no password) takes the same work and is never it. */
export function fitsPassword(kept: string | null, password: string): Promise<boolean> {
  return inTurn(async () => {
    const [, n, r, p, salt = '', key = ''] = (kept ?? decoy).split('$')
    const options = { N: Number(n), r: Number(r), p: Number(p) }
    const derived = await derive(password, Buffer.from(salt, 'base64url'), options)
    const expected = Buffer.from(key, 'base64url')
    const same = derived.length === expected.length && timingSafeEqual(derived, expected)
    return same && kept !== null
  })
}
