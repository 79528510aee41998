// The fixture shop behind its sign-in: Sam Reed has a link that works as often as it is needed.
import { QuartermasterError } from '#root/errors.ts'
import { newToken, type SignedInPerson } from '#operations/web-session.ts'
import type { WebApplication, WebProgram } from '#surfaces/web/application.ts'

const sam: SignedInPerson = {
  id: 'sam',
  name: 'Sam Reed',
  email: 'sam@shop.example',
  role: 'buyer',
}

/** The token of Sam's link. */
export const samsLink = 'L'.repeat(43)

const at = '2026-11-21T09:00:00.000Z'

/** The console's program around one application; whoever signs in is Sam, whose own words `hostile` may replace. */
export function fixtureProgram(
  application: WebApplication,
  hostile: (text: string) => string = (text) => text,
): WebProgram {
  const person: SignedInPerson = { ...sam, name: hostile(sam.name), email: hostile(sam.email) }
  const tokens = new Set<string>()
  return {
    applicationFor: () => application,
    signIn: {
      session: (token) =>
        Promise.resolve(
          tokens.has(token) ? { person, begunBy: 'link', createdAt: new Date(0) } : null,
        ),
      nameOnLink: (token) => Promise.resolve(token === samsLink ? person.name : null),
      byLink(link) {
        if (link !== samsLink) {
          return Promise.reject(new QuartermasterError('forbidden', 'No such link.', 'Ask again.'))
        }
        const token = newToken()
        tokens.add(token)
        return Promise.resolve({ token, person, seconds: 60 })
      },
      byPassword: () => Promise.resolve({ outcome: 'refused' }),
      openId: null,
      account: () =>
        Promise.resolve({
          passwordSetAt: at,
          knownToProvider: null,
          sessions: [{ begunBy: 'link', createdAt: at, lastSeenAt: at, here: true }],
          links: Array.from({ length: 10 }, () => ({
            madeBy: hostile('maya'),
            createdAt: at,
            usedAt: null,
          })),
        }),
      choosePassword: () => Promise.resolve(),
      endAll: () => Promise.resolve(tokens.clear()),
      end(token) {
        tokens.delete(token)
        return Promise.resolve()
      },
    },
  }
}
