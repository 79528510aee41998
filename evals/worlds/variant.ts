import type { Database } from '#store/database.ts'

/** Changes the rows of a shop before anybody asks. */
export type Variant = (db: Database) => Promise<void>
