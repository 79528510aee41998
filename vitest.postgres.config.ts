import { defineConfig } from 'vitest/config'

// The tests of store, imports, tools, plans and jobs once more, on a real server, and what only a real server can show.
export default defineConfig({
  test: {
    include: [
      'tests/store/**/*.test.ts',
      'tests/imports/**/*.test.ts',
      'tests/tools/**/*.test.ts',
      'tests/operations/**/*.test.ts',
      'tests/jobs/**/*.test.ts',
      'tests/postgres/**/*.test.ts',
    ],
    // Opens a shop in memory of its own, whatever server there is.
    exclude: ['tests/imports/online-retail.slow.test.ts', 'tests/jobs/**/*.slow.test.ts'],
    globalSetup: 'tests/postgres/server.ts',
    // One core fewer is what vitest would take: on two of them that is half the machine.
    maxWorkers: '100%',
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
