// What happened to the demand of single items besides season and chance. Each row is a situation with a name.

export type Shift =
  | { kind: 'level'; sku: string; fromDay: number; factor: number }
  | { kind: 'spike'; sku: string; fromDay: number; days: number; factor: number }
  | { kind: 'trend'; sku: string; perYear: number }

/** Days are numbered as in world.ts: 729 is the day before the as-of date. */
export const shifts: Shift[] = [
  // A power cut in the north: everybody wanted candles for two days; then it was over.
  { kind: 'spike', sku: 'TLT-UNS-50', fromDay: 716, days: 2, factor: 14 },
  { kind: 'spike', sku: 'FLT-NAT-100', fromDay: 705, days: 1, factor: 12 },
  { kind: 'spike', sku: 'ESP-BLK', fromDay: 402, days: 3, factor: 7 },
  // A coffee chain stopped selling them 24 days ago, and customers come here since.
  { kind: 'level', sku: 'FLT-NAT-200', fromDay: 706, factor: 2.6 },
  // Old shifts: a competitor gave up; another one came.
  { kind: 'level', sku: 'BRD-MED', fromDay: 570, factor: 1.6 },
  { kind: 'level', sku: 'GLS-CLR-450', fromDay: 540, factor: 0.5 },
  { kind: 'trend', sku: 'TWL-BTN', perYear: 0.45 },
  { kind: 'trend', sku: 'COF-DRK-1000', perYear: 0.35 },
  { kind: 'trend', sku: 'WGL-CLR-350', perYear: -0.35 },
]

/** The customer who ordered a warehouse full of pans by mistake and cancelled within the hour. */
export const hugeCancellation = {
  sku: 'FRY-NST-24',
  locationCode: 'LDS',
  channelCode: 'WHL',
  day: 718,
  units: 960,
}

/** Goods that stood there and could not be sold: a label recall, a blocked batch. By line, from a day on. */
export const blockedSales: Record<string, { fromDay: number; days: number }> = {
  'MOK-ALU-3 LDS': { fromDay: 664, days: 16 },
  'CHO-DRK LDS': { fromDay: 610, days: 12 },
  'MUG-WHT-350 FBA': { fromDay: 500, days: 25 },
}
