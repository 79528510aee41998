import { makeAttempts } from '#operations/attempts.ts'
import type { Shop } from '#operations/shop.ts'
import { signInByPassword } from '#operations/sign-in-password.ts'
import { QuartermasterError } from '#root/errors.ts'
import { hashText } from '#store/content-hash.ts'
import { endSession } from '#store/web-sessions.ts'

/** Who signs for what a command does. */
export type PasswordSignIn = { email: string; password: string }

/** One counter for every command of this process, whatever is tried. */
const attempts = makeAttempts(30, 10 * 60_000)

/**
 * The id of whoever gave the right password; nobody is left signed in. Throws 'forbidden' and says no more than that.
 */
export async function personByPassword(
  shop: Shop,
  { email, password }: PasswordSignIn,
): Promise<string> {
  const attempt = { email, password, address: 'the command line' }
  const answer = await signInByPassword(shop, attempt, attempts)
  if (answer.outcome !== 'signed_in') {
    throw new QuartermasterError(
      'forbidden',
      answer.outcome === 'too_many'
        ? `Too many wrong passwords; try again in ${answer.minutes} minutes.`
        : 'E-mail and password do not fit, or the account rests after wrong attempts.',
      'Try again, or sign in on the web and choose a password under your name; nothing was done.',
    )
  }
  await endSession(shop.db, hashText(answer.begun.token), shop.now().toISOString())
  return answer.begun.person.id
}
