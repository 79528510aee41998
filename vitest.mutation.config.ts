import { defineConfig } from 'vitest/config'

/** The pure rules and nothing that opens a database: what the mutation run and the branch coverage are measured by. */
export default defineConfig({
  test: {
    include: [
      'tests/purchasing/**/*.test.ts',
      'tests/planning/money.test.ts',
      // The tables only: the 10,000 changed answers of number-lock.test.ts would run again for every mutant.
      'tests/agent/number-{fields,placeholders,scan,words}.test.ts',
    ],
    exclude: ['tests/purchasing/model.test.ts'],
    testTimeout: 120_000,
    coverage: {
      provider: 'v8',
      reporter: ['text', 'json-summary'],
      include: [
        'src/purchasing/life-cycle.ts',
        'src/purchasing/order-step.ts',
        'src/purchasing/policy-check.ts',
        'src/purchasing/amounts.ts',
        'src/purchasing/approval*.ts',
        'src/purchasing/judge-*.ts',
        'src/planning/money*.ts',
        'src/agent/number-*.ts',
      ],
    },
  },
})
