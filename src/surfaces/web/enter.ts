import type { Context } from 'hono'
import type { BegunSession } from '#operations/web-session.ts'
import type { WebContext } from './web-context.ts'

/** Gives the browser its new session; whoever was signed in there before is signed out. */
export async function enterBrowser(
  web: WebContext,
  context: Context,
  begun: BegunSession,
): Promise<void> {
  const earlier = web.sessions.token(context)
  if (earlier !== null) await web.program.signIn.end(earlier)
  web.sessions.begin(context, begun)
}
