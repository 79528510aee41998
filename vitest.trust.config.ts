import { defineConfig } from 'vitest/config'

const slow = { testTimeout: 3_600_000, hookTimeout: 300_000, fileParallelism: false }

/**
 * The whole figures of what must never happen, hours at night where the check takes a sample: `npm run trust` runs all
 * of them, `npm run trust -- sequences` those with that word in their file's name.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'embedded',
          include: [
            'tests/trust/*.full.ts',
            'tests/store/audit-tampering.slow.test.ts',
            'tests/purchasing/money-cases.test.ts',
            'tests/purchasing/units-and-days.test.ts',
            'tests/purchasing/fraud-cases.test.ts',
          ],
          ...slow,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['tests/trust/postgres/*.full.ts', 'tests/postgres/approvals.test.ts'],
          globalSetup: 'tests/postgres/server.ts',
          env: { QM_CLICKS: 'full' },
          ...slow,
        },
      },
    ],
  },
})
