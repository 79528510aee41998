import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/store/schema.ts',
    './src/store/schema-people.ts',
    './src/store/schema-decisions.ts',
    './src/store/schema-orders.ts',
    './src/store/schema-records.ts',
    './src/store/schema-ledger.ts',
    './src/store/schema-slack.ts',
    './src/store/schema-mcp.ts',
  ],
  out: './migrations',
})
