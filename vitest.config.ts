import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [
      'tests/**/*.slow.test.ts',
      'tests/postgres/**',
      'tests/browser/**',
      'node_modules/**',
    ],
    // Files share their worker: no test may leave anything behind, and loading the program once is half the time.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
