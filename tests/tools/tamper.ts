import { sql } from 'drizzle-orm'
import { selectRows } from '#store/database.ts'
import type { Database } from '#store/database.ts'
import { bodyText, packBody } from '#store/plan-body.ts'

/** Changes what is stored of a line of the plan, as someone with the keys of the database could. */
export async function tamperBody(
  db: Database,
  id: string,
  part: 'inputs' | 'result',
  change: (value: Record<string, unknown>) => void,
): Promise<void> {
  const column = sql.identifier(part)
  const ofLine = sql`from plan_line where plan_line.id = ${id} and body.plan_run_id = body_run_id and body.line = body_line`
  const [row] = await selectRows<{ bytes: Uint8Array }>(
    db,
    sql`select body.${column} as bytes from plan_line_body as body, plan_line
        where plan_line.id = ${id} and body.plan_run_id = body_run_id and body.line = body_line`,
  )
  const value = JSON.parse(bodyText(row!.bytes)) as Record<string, unknown>
  change(value)
  const packed = Buffer.from(packBody(JSON.stringify(value))).toString('hex')
  await db.execute(
    sql`update plan_line_body as body set ${column} = decode(${packed}, 'hex') ${ofLine}`,
  )
}
