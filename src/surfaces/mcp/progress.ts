import type { ServerContext } from '@modelcontextprotocol/server'
import type { Progress } from '#root/under-way.ts'

/**
 * Tells a client that asked for it how far its call is. Each kind of work counts to a hundred on top of the one before,
 * because what a client is told may only rise. Without a token nothing is sent.
 */
export function progressTeller({ mcpReq }: ServerContext): (progress: Progress) => void {
  // oxlint-disable-next-line no-underscore-dangle
  const { progressToken } = mcpReq._meta ?? {}
  if (progressToken === undefined) return () => undefined
  const kinds: string[] = []
  let shown = -1
  let sent = Promise.resolve()
  return ({ done, total, what }) => {
    if (!kinds.includes(what)) kinds.push(what)
    const before = 100 * kinds.indexOf(what)
    const progress = before + Math.round((100 * done) / Math.max(total, 1))
    if (progress <= shown) return
    shown = progress
    const params = {
      progressToken,
      progress,
      total: before + 100,
      message: `${done} of ${total} ${what}`,
    }
    // One after the other, and never louder than the call itself: a client that is gone hears no answer either.
    const tell = () => mcpReq.notify({ method: 'notifications/progress', params })
    sent = sent.then(tell).catch(() => undefined)
  }
}
