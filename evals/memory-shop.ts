import type { Shop } from '#operations/shop.ts'
import { openDatabase } from '#store/database.ts'

/** An empty shop in memory whose clock stands on a day, with the offline model: for transcripts, benches and evals. */
export async function memoryShop(asOf: string): Promise<Shop> {
  const database = await openDatabase({ dataFolder: null, databaseUrl: null })
  return {
    database,
    db: database.db,
    model: { openaiApiKey: null, modelName: null, modelUrl: null },
    where: 'memory',
    now: () => new Date(`${asOf}T09:00:00Z`),
    fixedAsOf: asOf,
    personId: null,
    slack: null,
    mail: null,
    auditAnchorFile: null,
    configuration: [],
  }
}
