import { QuartermasterError } from '#root/errors.ts'
import { givenUp } from '#root/under-way.ts'
import type { RunOperation } from '#operations/operations.ts'
import type { OwnerLine } from './door.ts'

export type OwnerAddress = { port: number; token: string }

/**
 * Runs operations in the process that owns the data folder, over loopback. Throws what the operation threw there, and
 * QuartermasterError('unavailable') when the owner went away or the signal gave the operation up.
 */
export function ownerClient(owner: OwnerAddress): RunOperation {
  const run = asker(owner)
  return async (operation, input, emit, signal) => {
    try {
      return await run(operation, input, emit, signal)
    } catch (error) {
      // The owner hears of it by the broken connection, and nobody has to look for a fault.
      throw signal?.aborted ? givenUp() : error
    }
  }
}

function asker(owner: OwnerAddress): RunOperation {
  return async (operation, input, emit, signal) => {
    const response = await knock(owner, operation, input, signal)
    for await (const line of lines(response)) {
      if ('event' in line) emit(line.event as never)
      else if ('result' in line) return line.result as never
      else
        throw new QuartermasterError(
          line.error.code,
          line.error.message,
          line.error.repair,
          line.error.details,
        )
    }
    throw ownerGone()
  }
}

async function knock(
  owner: OwnerAddress,
  operation: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  let response: Response
  try {
    response = await fetch(`http://127.0.0.1:${owner.port}/owner/${operation}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: signal ?? null,
    })
  } catch (error) {
    throw ownerGone(error)
  }
  if (!response.ok || !response.body) throw ownerGone(new Error(`status ${response.status}`))
  return response
}

async function* lines(response: Response): AsyncGenerator<OwnerLine> {
  let rest = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) if (part !== '') yield JSON.parse(part) as OwnerLine
  }
}

function ownerGone(cause?: unknown): QuartermasterError {
  return new QuartermasterError(
    'unavailable',
    'The Quartermaster that holds the data folder did not answer.',
    'Look whether it still runs ("quartermaster start" prints its address); if it stopped, run the command again.',
    {},
    cause,
  )
}
