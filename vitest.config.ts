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
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
