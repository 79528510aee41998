import type { Context } from 'hono'
import type { SignedInPerson } from '#operations/web-session.ts'
import type { WebApplication } from './application.ts'

/** One request of a signed-in person: who asks, the program in their name, and where defects are told. */
export type Visit = {
  person: SignedInPerson
  application: WebApplication
  report: (error: unknown) => void
}

const visits = new WeakMap<Context, Visit>()

/** Says who is behind a request; only the guard of the console does. */
export function beginVisit(context: Context, visit: Visit): void {
  visits.set(context, visit)
}

/** The visit of a request, or null before anybody is signed in. */
export function findVisit(context: Context): Visit | null {
  return visits.get(context) ?? null
}

/** The visit of a request behind the guard; a page that is not behind it is a defect. */
export function visitOf(context: Context): Visit {
  const visit = findVisit(context)
  if (visit === null) throw new Error(`${context.req.path} is not behind the sign-in`)
  return visit
}
