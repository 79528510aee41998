// What people send with a command, said once: the words of the errors are for them.
import { z } from 'zod'
import { isIsoDate } from '#planning/calendar.ts'
import { comparableNumber } from '#purchasing/invoice-match.ts'

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

/** Text of one line that somebody copied from a paper; what a terminal or a page would not show is no part of it. */
const onPaper = (what: string, most = 64) =>
  z
    .string()
    .trim()
    .min(1, `give ${what}`)
    .max(most, `${what} has at most ${most} characters`)
    .regex(/^[^\p{Cc}]*$/u, `${what} holds a control character; type it again`)

/** The number of a paper: something of it must be left when signs are taken away, or nothing could be found again. */
export const documentNumber = onPaper('the number of the paper').refine(
  (text) => comparableNumber(text) !== '',
  'the number of a paper has a letter or a digit',
)

export const paperCode = onPaper('the item')
export const lotCode = onPaper('the lot')

export const day = z.string().refine(isIsoDate, 'give the day as YYYY-MM-DD')

/** Units as they were counted; whether the figures fit together is judged with the order. */
export const countedUnits = z
  .number('count whole units')
  .max(999_999_999, 'a count has at most nine digits')
