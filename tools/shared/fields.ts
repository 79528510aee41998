// Field schemas that several tools share. Outputs use bare numbers and strings with a refinement, because every bound
// of a JSON schema is paid for in tokens by each client on each list.
import { z } from 'zod'

/** Words from outside: capped, and without NUL, which Postgres can not store. */
export const words = (maximum = 120) =>
  z
    .string()
    .max(maximum)
    .refine((value) => !value.includes('\u0000'), 'may not contain a NUL character')

/** A list length a caller may ask for. */
export const limitUpTo = (maximum: number) => z.number().int().min(1).max(maximum).optional()

export const units = z.number().refine(Number.isSafeInteger, 'must be a whole number')
export const minor = z.number().refine(Number.isSafeInteger, 'must be whole minor units')
export const onDate = z
  .string()
  .refine((value) => /^\d{4}-\d{2}-\d{2}$/.test(value), 'must be YYYY-MM-DD')

/** The fields that every answer has. */
export const answerFields = { asOf: onDate, source: z.string() }

/** A purchase order as the order tools show it; amounts are in `currency`, those under `base` in the base currency. */
export const orderFields = z.object({
  order: z.string(),
  revision: units,
  state: z.string(),
  supplierCode: z.string(),
  supplierName: z.string(),
  locationCode: z.string(),
  currency: z.string(),
  totalMinor: minor,
  base: z.object({ currency: z.string(), totalMinor: minor }),
  expectedOn: onDate.optional(),
  display: z.string(),
})

export const orderLineFields = z.object({
  sku: z.string(),
  name: z.string(),
  units,
  unitPrice: z.string(),
  lineTotalMinor: minor,
  display: z.string(),
})
