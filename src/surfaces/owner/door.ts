import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { stream } from 'hono/streaming'
import { outsideError } from '#root/errors.ts'
import type { RunOperation } from '#operations/operations.ts'

/** One line of the answer: what happened on the way, then the result or the error. */
export type OwnerLine =
  | { event: unknown }
  | { result: unknown }
  | { error: ReturnType<typeof outsideError> }

/**
 * The door through which the command line and stdio MCP reach the process that owns the data folder: one route,
 * answered line by line as JSON. It opens only to the token that the owner wrote into the data folder; `report` hears
 * of defects, which a caller is not shown.
 */
export function ownerDoor(
  runOperation: RunOperation,
  token: string,
  report: (error: unknown) => void,
): Hono {
  const door = new Hono()
  door.use(bodyLimit({ maxSize: 4 * 1024 * 1024 }))
  door.post('/:operation', async (context) => {
    if (!bearsToken(context.req.header('authorization'), token)) {
      return context.json(
        { error: 'This door is for the command line of the same machine and user.' },
        401,
      )
    }
    const operation = context.req.param('operation')
    const input: unknown = await context.req.json()
    context.header('content-type', 'application/x-ndjson')
    return stream(context, async (out) => {
      const abort = new AbortController()
      out.onAbort(() => abort.abort())
      // Lines are chained so that a fast operation cannot overtake its own events.
      let written = Promise.resolve()
      const write = (line: OwnerLine) => {
        written = written.then(async () => {
          await out.write(`${JSON.stringify(line)}\n`)
        })
      }
      try {
        const emit = (event: unknown) => write({ event })
        write({
          result:
            (await runOperation(operation as never, input as never, emit, abort.signal)) ?? null,
        })
      } catch (error) {
        const outside = outsideError(error)
        if (outside.code === 'internal') report(error)
        write({ error: outside })
      }
      await written
    })
  })
  return door
}

function bearsToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
