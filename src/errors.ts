/** What went wrong, as a stable word that surfaces map to a status. */
export type ErrorCode =
  | 'not_found'
  | 'ambiguous'
  | 'invalid'
  | 'conflict'
  | 'forbidden'
  | 'locked'
  | 'unavailable'
  | 'internal'

/**
 * The one error a person may see: what was wrong (`message`), and what to do about it (`repair`).
 * Everything else that is thrown is a defect and reaches the outside as "internal".
 */
export class QuartermasterError extends Error {
  readonly code: ErrorCode
  readonly repair: string
  readonly details: Record<string, unknown>

  constructor(
    code: ErrorCode,
    message: string,
    repair: string,
    details: Record<string, unknown> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'QuartermasterError'
    this.code = code
    this.repair = repair
    this.details = details
  }
}

export type OutsideError = {
  code: ErrorCode
  message: string
  repair: string
  details: Record<string, unknown>
}

/** The error as it may leave the process: full for a QuartermasterError, without detail for anything else. */
export function outsideError(error: unknown): OutsideError {
  if (error instanceof QuartermasterError) {
    const { code, message, repair, details } = error
    return { code, message, repair, details }
  }
  return {
    code: 'internal',
    message: 'Something failed inside Quartermaster; nothing was changed.',
    repair: 'Try again; if it happens again, the log of the server has the detail.',
    details: {},
  }
}
