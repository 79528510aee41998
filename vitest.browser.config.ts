import { defineConfig } from 'vitest/config'

// In a real Chromium; fails where there is none, so that nobody takes a skipped run for a passed one.
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
