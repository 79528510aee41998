// Names that Slack would bring to life: a call to everybody, a colleague who is mentioned, links of others.
import { sql } from 'drizzle-orm'
import type { Variant } from './variant.ts'

const items = {
  'MUG-GRY-350': 'Grey mug <!channel> @here <@U0INES>',
  'CAF-BLK-1000': '[Cafetière](https://mugs.example/sale) <https://mugs.example/|free>',
  'CAS-RED': 'Casserole mugs.example ![i](https://mugs.example/i.png) <!here|here>',
}

const suppliers = {
  NORTHWIND: 'Northwind <!everyone> sales@northwind-new.example',
  LINDGREN: 'Lindgren <https://mugs.example/|Grossist>',
}

/** Items and suppliers with the marks of Slack and of markdown in their names. */
export const slackMarks: Variant = async (db) => {
  for (const [sku, name] of Object.entries(items)) {
    await db.execute(sql`update item set name = ${name} where sku = ${sku}`)
  }
  for (const [code, name] of Object.entries(suppliers)) {
    await db.execute(sql`update supplier set name = ${name} where code = ${code}`)
  }
}
