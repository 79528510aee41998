import { outsideError } from '#root/errors.ts'
import type { Html } from './layout.ts'
import { notice } from './parts.ts'

/** What a form that was refused is answered with, over the page as it is now; a defect goes on as the error it is. */
export function refusal(error: unknown): { said: Html; status: number } {
  const { code, message, repair } = outsideError(error)
  if (code === 'internal') throw error
  const status = { forbidden: 403, invalid: 400, not_found: 404 }[code as string] ?? 409
  return { said: notice('error', message, repair), status }
}
