// The connection to Slack: variables that are right together or refused together.
import { z } from 'zod'
import { secretOf, type Secret } from './secret.ts'

export type SlackConfig = {
  apiUrl: string
  botToken: Secret | null
  appToken: Secret | null
  signingSecret: Secret | null
  /** Of the app that workspaces install; null = one workspace by its bot token. */
  install: { clientId: string; clientSecret: Secret; sealKey: Secret } | null
}

const slackAddress = 'https://slack.com/api/'
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])
const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)
const text = z.preprocess(emptyIsAbsent, z.string().max(2_000).optional())
const token = (prefix: string) =>
  z.preprocess(emptyIsAbsent, z.string().startsWith(prefix, `must begin with ${prefix}`).optional())

/** Slack itself, or a stand-in on this machine. */
function isSlackOrHere(address: string): boolean {
  if (!URL.canParse(address) || !address.endsWith('/')) return false
  return address === slackAddress || loopback.has(new URL(address).hostname)
}

/** The variables by name. */
export const slackVariables = {
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-'),
  SLACK_SIGNING_SECRET: text,
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: text,
  SLACK_TOKEN_KEY: z.preprocess(
    emptyIsAbsent,
    z.string().min(32, 'must be at least 32 characters that nobody can guess').optional(),
  ),
  SLACK_API_URL: z.preprocess(
    emptyIsAbsent,
    z
      .string()
      .refine(isSlackOrHere, `must be ${slackAddress} or an address of this machine, for tests`)
      .default(slackAddress),
  ),
}

type SlackEnvironment = z.output<z.ZodObject<typeof slackVariables>>

const ofInstall = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_TOKEN_KEY'] as const

/** What the variables contradict one another in: the name of the variable and what to do, a pair each. */
export function slackFaults(env: SlackEnvironment): [keyof SlackEnvironment, string][] {
  const installing = ofInstall.find((name) => env[name] !== undefined)
  const missing = ofInstall.filter((name) => installing !== undefined && env[name] === undefined)
  const faults = missing.map((name): [keyof SlackEnvironment, string] => [
    name,
    `must be set because ${installing} is`,
  ])
  const reachable = env.SLACK_APP_TOKEN !== undefined || env.SLACK_SIGNING_SECRET !== undefined
  const known = env.SLACK_BOT_TOKEN !== undefined || installing !== undefined
  if (env.SLACK_BOT_TOKEN !== undefined && !reachable) {
    faults.push([
      'SLACK_BOT_TOKEN',
      'needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (Slack calls you)',
    ])
  }
  if (env.SLACK_APP_TOKEN !== undefined && !known) {
    faults.push(['SLACK_APP_TOKEN', 'needs SLACK_BOT_TOKEN, or the SLACK_CLIENT_ variables'])
  }
  if (env.SLACK_SIGNING_SECRET !== undefined && !known) {
    faults.push(['SLACK_SIGNING_SECRET', 'needs SLACK_BOT_TOKEN, or the SLACK_CLIENT_ variables'])
  }
  if (installing !== undefined && env.SLACK_SIGNING_SECRET === undefined) {
    faults.push([
      'SLACK_SIGNING_SECRET',
      `must be set because ${installing} is: an app for several workspaces is called by Slack`,
    ])
  }
  return faults
}

const secret = (value: string | undefined) => (value === undefined ? null : secretOf(value))

/** The connection in force; the variables must have no faults. */
export function slackConfig(env: SlackEnvironment): SlackConfig {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET, SLACK_TOKEN_KEY } = env
  const clientSecret = secret(SLACK_CLIENT_SECRET)
  const sealKey = secret(SLACK_TOKEN_KEY)
  return {
    apiUrl: env.SLACK_API_URL,
    botToken: secret(env.SLACK_BOT_TOKEN),
    appToken: secret(env.SLACK_APP_TOKEN),
    signingSecret: secret(env.SLACK_SIGNING_SECRET),
    install:
      clientId === undefined || clientSecret === null || sealKey === null
        ? null
        : { clientId, clientSecret, sealKey },
  }
}

/** The connection as lines for people; of a secret only that it is set. */
export function describeSlack(slack: SlackConfig): string[] {
  const set = (value: Secret | null) => (value === null ? 'not set' : 'set')
  const { apiUrl, botToken, appToken, signingSecret, install } = slack
  if (botToken === null && install === null) return ['SLACK_BOT_TOKEN not set']
  return [
    `SLACK_BOT_TOKEN ${set(botToken)}, SLACK_APP_TOKEN ${set(appToken)}, SLACK_SIGNING_SECRET ${set(signingSecret)}`,
    install === null
      ? 'SLACK_CLIENT_ID not set'
      : `SLACK_CLIENT_ID ${install.clientId}, SLACK_CLIENT_SECRET set, SLACK_TOKEN_KEY set`,
    ...(apiUrl === slackAddress ? [] : [`SLACK_API_URL ${apiUrl}`]),
  ]
}
