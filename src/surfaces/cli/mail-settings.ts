import type { Config } from '#root/config.ts'
import { checkMailServer } from '#dispatch/check-mail-server.ts'
import type { MailSettings } from '#jobs/job.ts'
import type { ShopMail } from '#operations/shop.ts'

/** The mail server of the configuration as the jobs use it, or null. */
export function mailSettings({ mail }: Pick<Config, 'mail'>): MailSettings | null {
  if (mail === null) return null
  const { host, port, security, signIn, from, replyTo } = mail
  const secure = security === 'tls'
  const requireTls = security === 'starttls'
  return { server: { host, port, secure, requireTls, signIn }, from, replyTo }
}

/** The same as people see it: where it is, and whether it answers. */
export function shopMail(config: Pick<Config, 'mail'>): ShopMail | null {
  const settings = mailSettings(config)
  if (settings === null) return null
  const { server, from, replyTo } = settings
  // Who asks is waiting for the answer.
  const timeouts = { connectMs: 5_000, greetingMs: 5_000, silenceMs: 5_000 }
  return {
    label: `${server.host}:${server.port} as ${from}`,
    replyTo,
    check: () => checkMailServer({ ...server, timeouts }),
  }
}
