import pino from 'pino'

/** The log of the server, on standard error so that standard output stays the program's; secrets are never written. */
const log = pino(
  {
    level: 'info',
    base: null,
    redact: ['*.authorization', '*.token', '*.openaiApiKey', '*.databaseUrl', '*.password'],
  },
  pino.destination({ dest: 2, sync: true }),
)

/** Writes what a person outside is not shown: a defect, with its stack, and where it was met. */
export function logDefect(where: string): (error: unknown) => void {
  return (error) => log.error({ where, err: error }, 'a defect was met')
}
