import { connectionTo, said } from './send-order-mail.ts'
import type { MailServer } from './send-order-mail.ts'

/** Greets the server and signs in where that is wanted, sends nothing, and says what stands in the way, or null. */
export function checkMailServer(server: MailServer): Promise<string | null> {
  const connection = connectionTo(server)
  return new Promise((resolve) => {
    const end = (error?: Error | null) => {
      resolve(error ? said(error.message) : null)
      connection.close()
    }
    connection.on('error', end)
    connection.connect((error) => {
      if (error || server.signIn === null) return end(error)
      const { user, password } = server.signIn
      connection.login({ credentials: { user, pass: password } }, (error) => end(error))
    })
  })
}
