import { importFiles } from '#imports/import-files.ts'
import type { ImportProgress, ImportReport } from '#imports/report.ts'
import type { Shop } from './shop.ts'

export type ImportRequest = {
  /** Absolute paths of files and folders. */
  paths: string[]
  dryRun: boolean
  /** Where the list of all problems goes, an absolute path. */
  problemsFile: string
}

/** Imports files into the shop; see `importFiles`. */
export function importIntoShop(
  shop: Shop,
  request: ImportRequest,
  emit: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  return importFiles({ ...request, db: shop.db, now: shop.now().toISOString(), onProgress: emit })
}
