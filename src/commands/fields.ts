// What people send with a command, said once: the words of the errors are for them.
import { z } from 'zod'

export const orderNumber = z
  .string()
  .trim()
  .min(1, 'name the order')
  .max(64, 'a number has at most 64 characters')

/** The revision that the person saw. */
export const seenRevision = z.coerce.number().int().min(1, 'send the revision that was shown')

/** Why: it stands in the audit for ever, so it must say something. */
export const reason = z
  .string()
  .trim()
  .min(3, 'say why, in a few words')
  .max(500, 'keep it under 500 characters')
