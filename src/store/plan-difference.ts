import { sql } from 'drizzle-orm'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

/** What a run orders of an item for a place; amounts in minor units of the base currency. */
export type OrderedLine = {
  sku: string
  name: string
  locationCode: string
  units: number
  landedCostMinor: number
  /** 1 overdue .. 5 not due. */
  urgencyRank: number
}

/** Every line that a run orders, by item and place. */
export function orderedLines(db: Database, planRunId: number): Promise<OrderedLine[]> {
  return selectRows<OrderedLine>(
    db,
    sql`select line.sku, item.name, line.location_code as "locationCode", line.units,
          coalesce(line.landed_cost_minor, 0)::float8 as "landedCostMinor", line.urgency_rank as "urgencyRank"
        from plan_line as line join item on item.sku = line.sku
        where line.plan_run_id = ${planRunId} and line.decision = 'order' and line.units > 0
        order by line.sku, line.location_code`,
  )
}
