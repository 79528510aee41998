import type { Database } from './database.ts'
import { importedFiles } from './schema-records.ts'

/** Keeps that a file was imported: its name, kind, SHA-256 and counts. */
export async function recordImportedFile(
  tx: Database,
  file: Omit<typeof importedFiles.$inferInsert, 'id'>,
): Promise<void> {
  await tx.insert(importedFiles).values(file)
}
