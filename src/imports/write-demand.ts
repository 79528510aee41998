import type { Database } from '#store/database.ts'
import { widenDemandFeed } from '#store/demand-feeds.ts'
import {
  mergeStagedDemand,
  repeatedStagedDays,
  stagedRange,
  stageDemand,
  type StagedDay,
} from '#store/demand.ts'
import type { RowProblem } from './report.ts'
import type { ParsedRow } from './spec.ts'

const mostRepeats = 1000

/**
 * Streams demand rows past the store's staging table, so that memory does not grow with the file, then merges them into
 * the kept years and widens the known range of each location. Returns how many days were new or different.
 */
export async function writeDemandRows(
  tx: Database,
  rows: AsyncIterable<ParsedRow[]>,
  context: {
    file: string
    source: string
    now: string
    sound(): boolean
    report(problem: RowProblem): void
  },
): Promise<number> {
  await stageDemand(tx, daysOf(rows))
  for (const { lineNumber, firstLineNumber } of await repeatedStagedDays(tx, mostRepeats)) {
    context.report({
      file: context.file,
      line: lineNumber,
      column: 'sold_on',
      value: '',
      reason: `line ${firstLineNumber} tells the same item, location, channel and day`,
      repair: 'add the two up and keep one',
    })
  }
  if (!context.sound()) return 0
  for (const range of await stagedRange(tx)) {
    await widenDemandFeed(tx, { ...range, source: context.source, asOf: context.now })
  }
  return mergeStagedDemand(tx)
}

async function* daysOf(rows: AsyncIterable<ParsedRow[]>): AsyncGenerator<StagedDay[]> {
  for await (const some of rows) yield some.map(dayOf)
}

function dayOf({ line, values }: ParsedRow): StagedDay {
  return {
    lineNumber: line,
    sku: String(values['sku']),
    locationCode: String(values['locationCode']),
    channelCode: String(values['channelCode']),
    soldOn: String(values['soldOn']),
    units: Number(values['units']),
    cancelledUnits: Number(values['cancelledUnits']),
    promotion: values['promotion'] === true,
    stockout: values['stockout'] === true,
  }
}
