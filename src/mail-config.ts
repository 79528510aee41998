// The mail server in the environment: seven variables that are right together or refused together.
import { z } from 'zod'

export type MailConfig = {
  host: string
  port: number
  /** 'tls' from the first byte, 'starttls' demanded; 'none' demands nothing, for a server on this machine. */
  security: 'tls' | 'starttls' | 'none'
  signIn: { user: string; password: string } | null
  from: string
  replyTo: string
}

const usualPorts = { tls: 465, starttls: 587, none: 25 }
const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)
const text = z.preprocess(emptyIsAbsent, z.string().optional())
const address = z.preprocess(
  emptyIsAbsent,
  z.email({ error: 'must be one plain address such as orders@shop.example' }).optional(),
)

/** The variables by name. */
export const mailVariables = {
  SMTP_HOST: z.preprocess(
    emptyIsAbsent,
    z
      .string()
      .regex(/^[A-Za-z0-9.:-]+$/, 'must be the name or address of a server, without a scheme')
      .optional(),
  ),
  SMTP_PORT: z.preprocess(
    emptyIsAbsent,
    z.coerce
      .number({ error: 'must be a port number from 1 to 65535' })
      .int()
      .min(1)
      .max(65535)
      .optional(),
  ),
  SMTP_SECURE: z.preprocess(
    emptyIsAbsent,
    z.enum(['tls', 'starttls', 'none'], { error: 'must be tls, starttls or none' }).optional(),
  ),
  SMTP_USER: text,
  SMTP_PASSWORD: text,
  MAIL_FROM: address,
  MAIL_REPLY_TO: address,
}

type MailEnvironment = z.output<z.ZodObject<typeof mailVariables>>

const loopback = ['127.0.0.1', 'localhost', '::1']

/** What the variables contradict one another in: the name of the variable and what to do, a pair each. */
export function mailFaults(env: MailEnvironment): [keyof MailEnvironment, string][] {
  const { SMTP_HOST: host, SMTP_USER: user, SMTP_PASSWORD: password } = env
  if (host === undefined) {
    const set = Object.keys(mailVariables).find(
      (name) => env[name as keyof MailEnvironment] !== undefined,
    )
    return set === undefined ? [] : [['SMTP_HOST', `must be set because ${set} is`]]
  }
  const faults: [keyof MailEnvironment, string][] = []
  if (env.MAIL_FROM === undefined) {
    faults.push([
      'MAIL_FROM',
      'must be set because SMTP_HOST is: the address that orders come from',
    ])
  }
  if ((user === undefined) !== (password === undefined)) {
    const [missing, there] =
      user === undefined
        ? (['SMTP_USER', 'SMTP_PASSWORD'] as const)
        : (['SMTP_PASSWORD', 'SMTP_USER'] as const)
    faults.push([missing, `must be set because ${there} is`])
  }
  if (env.SMTP_SECURE === 'none' && user !== undefined && !loopback.includes(host)) {
    faults.push(['SMTP_SECURE', 'must be tls or starttls: a password is not sent in the clear'])
  }
  return faults
}

/** The mail server in force, or null; the variables must have no faults. */
export function mailConfig(env: MailEnvironment): MailConfig | null {
  const { SMTP_HOST: host, MAIL_FROM: from, SMTP_USER: user, SMTP_PASSWORD: password } = env
  if (host === undefined || from === undefined) return null
  const security = env.SMTP_SECURE ?? 'starttls'
  return {
    host,
    port: env.SMTP_PORT ?? usualPorts[security],
    security,
    signIn: user === undefined || password === undefined ? null : { user, password },
    from,
    replyTo: env.MAIL_REPLY_TO ?? from,
  }
}

/** The mail server as lines for people; of the password only that it is set. */
export function describeMail(mail: MailConfig | null): string[] {
  if (mail === null) return ['SMTP_HOST not set']
  const { host, port, security, signIn, from, replyTo } = mail
  return [
    `SMTP_HOST ${host}, SMTP_PORT ${port}, SMTP_SECURE ${security}`,
    `SMTP_USER ${signIn?.user ?? 'not set'}, SMTP_PASSWORD ${signIn === null ? 'not set' : 'set'}`,
    `MAIL_FROM ${from}, MAIL_REPLY_TO ${replyTo}`,
  ]
}
