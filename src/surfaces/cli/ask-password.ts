import { createInterface } from 'node:readline'
import { QuartermasterError } from '#root/errors.ts'

/**
 * The password of a person, from standard input: a terminal is asked and shows nothing of it, a pipe gives its first
 * line. Throws 'forbidden' where nothing comes.
 */
export function askPassword(email: string): Promise<string> {
  const terminal = process.stdin.isTTY === true
  if (terminal) process.stderr.write(`Password of ${email}: `)
  return new Promise((done, failed) => {
    const lines = createInterface({ input: process.stdin, terminal })
    lines.once('line', (line) => {
      // Before it closes: that answers too, and the first answer counts.
      done(line)
      lines.close()
      if (terminal) process.stderr.write('\n')
    })
    lines.once('close', () =>
      failed(
        new QuartermasterError(
          'forbidden',
          'Nobody gave a password.',
          'Run it in a terminal, or pipe the password in: it is never an argument.',
        ),
      ),
    )
  })
}
