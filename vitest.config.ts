import { defineConfig } from 'vitest/config'
import { shopTests } from './vitest.shops.config.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [
      'tests/**/*.slow.test.ts',
      ...shopTests,
      'tests/postgres/**',
      'tests/browser/**',
      'node_modules/**',
    ],
    // Files share their worker: no test may leave anything behind, and loading the program once is half the time.
    isolate: false,
    // One core fewer is what vitest would take: on two of them that is half the machine.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
