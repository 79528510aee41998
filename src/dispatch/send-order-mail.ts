// Hands one mail to one SMTP server, once, and says exactly how far it came. Retrying is the caller's decision.
import { Readable } from 'node:stream'
import SmtpConnection from 'nodemailer/lib/smtp-connection'
import { plainText } from '#render/text.ts'
import { requireMailAddress } from './mail-address.ts'
import { mimeMessage } from './order-mail.ts'
import type { OrderMail } from './order-mail.ts'

export type MailServer = {
  host: string
  port: number
  /** TLS from the first byte (port 465); otherwise STARTTLS where the server offers it. */
  secure: boolean
  /** Without TLS nothing is sent. To be set wherever somebody signs in. */
  requireTls: boolean
  signIn: { user: string; password: string } | null
  timeouts?: { connectMs: number; greetingMs: number; silenceMs: number }
}

/** Where the conversation with the server stood. */
export type MailStage = 'connection' | 'sign_in' | 'envelope' | 'message'

export type MailResult =
  /** The server took it over and answers for it. */
  | { outcome: 'accepted'; answer: string }
  /** The server said no for good; it has nothing. */
  | { outcome: 'refused'; stage: MailStage; answer: string }
  /** The server has nothing; the same mail may be handed over again. */
  | { outcome: 'try_later'; stage: MailStage; reason: string }
  /** The message was on its way when the line went dead: a person must find out. Never to be sent again blind. */
  | { outcome: 'unknown'; reason: string }

/** RFC 5321, 4.5.3.2: a server may take ten minutes over a message. */
const usualTimeouts = { connectMs: 30_000, greetingMs: 60_000, silenceMs: 600_000 }

type Failure = Error & { responseCode?: number | undefined; response?: string | undefined }

/** What a server or a socket said, on one short line. */
export function said(words: string): string {
  return plainText(words).slice(0, 300)
}

function failed(error: Failure, stage: MailStage): MailResult {
  const { responseCode, response } = error
  if (responseCode !== undefined && responseCode >= 500) {
    return { outcome: 'refused', stage, answer: said(response ?? error.message) }
  }
  if (responseCode !== undefined && responseCode >= 400) {
    return { outcome: 'try_later', stage, reason: said(response ?? error.message) }
  }
  // No answer. Once the server had asked for the message, it may have it.
  return stage === 'message'
    ? { outcome: 'unknown', reason: said(error.message) }
    : { outcome: 'try_later', stage, reason: said(error.message) }
}

/** A connection that has not begun. */
export function connectionTo(server: MailServer): SmtpConnection {
  const { connectMs, greetingMs, silenceMs } = server.timeouts ?? usualTimeouts
  return new SmtpConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls && !server.secure,
    tls: { minVersion: 'TLSv1.2' },
    connectionTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: silenceMs,
  })
}

/**
 * Hands the mail to the server. Throws only before anything was said to it: 'invalid' for an address that is not one plain
 * address. Everything after that is a result.
 */
export async function sendOrderMail(server: MailServer, mail: OrderMail): Promise<MailResult> {
  const from = requireMailAddress(mail.fromAddress, 'the shop')
  const to = requireMailAddress(mail.toAddress, 'the supplier')
  requireMailAddress(mail.replyToAddress, 'the shop for answers')
  const message = await mimeMessage(mail)
  const connection = connectionTo(server)
  let stage: MailStage = 'connection'
  // The connection pulls the message only after the server has asked for it (354): from here on it may have it.
  const body = Readable.from(
    (function* () {
      stage = 'message'
      yield message
    })(),
  )
  return new Promise<MailResult>((resolve) => {
    const fail = (error: Failure) => {
      resolve(failed(error, stage))
      connection.close()
    }
    const send = () => {
      stage = 'envelope'
      connection.send({ from, to: [to], size: message.length }, body, (error, info) => {
        if (error) return fail(error)
        resolve({ outcome: 'accepted', answer: said(info?.response ?? '') })
        connection.quit()
      })
    }
    // Stays: what goes wrong after the answer changes nothing.
    connection.on('error', fail)
    connection.connect((error) => {
      if (error) return fail(error)
      if (server.signIn === null) return send()
      stage = 'sign_in'
      const { user, password } = server.signIn
      connection.login({ credentials: { user, pass: password } }, (error) =>
        error ? fail(error) : send(),
      )
    })
  })
}
