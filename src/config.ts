import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { QuartermasterError } from './errors.ts'
import { describeMail, mailConfig, mailFaults, mailVariables } from './mail-config.ts'
import type { MailConfig } from './mail-config.ts'
import { describeSlack, slackConfig, slackFaults, slackVariables } from './slack-config.ts'
import type { SlackConfig } from './slack-config.ts'
import { describeOpenId, openIdConfig, openIdFaults, openIdVariables } from './openid-config.ts'
import type { OpenIdConfig } from './openid-config.ts'
import { describeMcp, mcpConfig, mcpFaults, mcpVariables } from './mcp-config.ts'
import type { McpConfig } from './mcp-config.ts'

/** What the environment may say; every name, its default and its meaning stand in README "Configuration". */
export type Config = {
  dataFolder: string
  databaseUrl: string | null
  openaiApiKey: string | null
  modelName: string | null
  modelUrl: string | null
  host: string
  port: number
  /** The address that people open, where a proxy stands before the server. */
  publicUrl: URL | null
  /** Null: approved orders wait. */
  mail: MailConfig | null
  /** Null: people sign in with local accounts only. */
  openId: OpenIdConfig | null
  /** Who may reach MCP over HTTP. */
  mcp: McpConfig
  slack: SlackConfig
  /** Where heads of the audit chain are written down, outside the database. */
  auditAnchorFile: string
}

/** Beside package.json, wherever the command is called from. */
const defaultDataFolder = join(dirname(import.meta.dirname), 'quartermaster-data')

const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)

const environmentVariables = z.object({
  QUARTERMASTER_DATA: z.preprocess(emptyIsAbsent, z.string().optional()),
  DATABASE_URL: z.preprocess(
    emptyIsAbsent,
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
      .optional(),
  ),
  OPENAI_API_KEY: z.preprocess(emptyIsAbsent, z.string().optional()),
  QUARTERMASTER_MODEL: z.preprocess(emptyIsAbsent, z.string().optional()),
  QUARTERMASTER_MODEL_URL: z.preprocess(
    emptyIsAbsent,
    z
      .url({
        protocol: /^https?$/,
        error: 'must be an http or https address such as http://127.0.0.1:11434/v1',
      })
      .optional(),
  ),
  HOST: z.preprocess(emptyIsAbsent, z.string().default('127.0.0.1')),
  PORT: z.preprocess(
    emptyIsAbsent,
    z.coerce
      .number({ error: 'must be a port number from 0 to 65535' })
      .int()
      .min(0)
      .max(65535)
      .default(4310),
  ),
  PUBLIC_URL: z.preprocess(
    emptyIsAbsent,
    z
      .url({
        protocol: /^https$/,
        error: 'must be the https address that people open, such as https://buying.example.com/',
      })
      .optional(),
  ),
  AUDIT_ANCHOR_FILE: z.preprocess(emptyIsAbsent, z.string().optional()),
  ...mailVariables,
  ...openIdVariables,
  ...mcpVariables,
  ...slackVariables,
})

const environmentSchema = environmentVariables.superRefine((env, context) => {
  const faults = [mailFaults(env), openIdFaults(env), mcpFaults(env), slackFaults(env)].flat()
  for (const [name, message] of faults) {
    context.addIssue({ code: 'custom', path: [name], message })
  }
})

/**
 * The configuration in force. Throws QuartermasterError('invalid') naming every variable that is wrong and what it
 * may be; the values of secrets never appear in it.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new QuartermasterError(
      'invalid',
      `The environment is not usable. ${lines.join('; ')}`,
      'Correct or unset the variables named, then start again; README "Configuration" lists them.',
    )
  }
  const env = parsed.data
  const dataFolder = resolve(env.QUARTERMASTER_DATA ?? defaultDataFolder)
  const publicUrl = env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL)
  return {
    dataFolder,
    auditAnchorFile: resolve(env.AUDIT_ANCHOR_FILE ?? join(dataFolder, 'audit-anchors.jsonl')),
    databaseUrl: env.DATABASE_URL ?? null,
    openaiApiKey: env.OPENAI_API_KEY ?? null,
    modelName: env.QUARTERMASTER_MODEL ?? null,
    modelUrl: env.QUARTERMASTER_MODEL_URL ?? null,
    host: env.HOST,
    port: env.PORT,
    publicUrl,
    mail: mailConfig(env),
    openId: openIdConfig(env),
    mcp: mcpConfig(env, { host: env.HOST, publicUrl }),
    slack: slackConfig(env),
  }
}

/** The configuration in force as lines for people, by variable; of a secret only that it is set. */
export function describeConfig(config: Config): string[] {
  const secret = (value: string | null) => (value === null ? 'not set' : 'set')
  const databaseUrl = config.databaseUrl === null ? 'not set' : new URL(config.databaseUrl).host
  return [
    `QUARTERMASTER_DATA ${config.databaseUrl === null ? config.dataFolder : 'not used (DATABASE_URL is set)'}`,
    `DATABASE_URL ${databaseUrl}`,
    `OPENAI_API_KEY ${secret(config.openaiApiKey)}`,
    `QUARTERMASTER_MODEL_URL ${config.modelUrl ?? 'not set'}`,
    `QUARTERMASTER_MODEL ${config.modelName ?? 'not set'}`,
    `HOST ${config.host}, PORT ${config.port}`,
    `PUBLIC_URL ${config.publicUrl?.origin ?? 'not set'}`,
    ...describeMail(config.mail),
    ...describeOpenId(config.openId),
    ...describeMcp(config.mcp),
    ...describeSlack(config.slack),
    `AUDIT_ANCHOR_FILE ${config.auditAnchorFile}`,
  ]
}
