import { defineConfig } from 'vitest/config'

/** The tests that open a shop, with its database: minutes, where the others of a check take seconds. */
export const shopTests = [
  'commands',
  'demo',
  'imports',
  'jobs',
  'operations',
  'slack',
  'store',
  'surfaces',
  'tools',
  'trust',
  'web',
].map((folder) => `tests/${folder}/*.test.ts`)

export default defineConfig({
  test: {
    include: shopTests,
    exclude: ['tests/**/*.slow.test.ts'],
    // Files share their worker: no test may leave anything behind, and loading the program once is half the time.
    isolate: false,
    maxWorkers: '100%',
    // Only against what hangs: a machine that does much else takes several times as long.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
