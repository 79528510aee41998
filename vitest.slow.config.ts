import { defineConfig } from 'vitest/config'

/** Whole programs and whole shops: real processes, half a million rows. None of them measures the clock of the wall. */
export default defineConfig({
  test: {
    include: ['tests/**/*.slow.test.ts'],
    maxWorkers: '100%',
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
