import { defineConfig } from 'vitest/config'

/** Whole programs and whole shops: real processes, half a million rows. */
export default defineConfig({
  test: {
    include: ['tests/**/*.slow.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
})
