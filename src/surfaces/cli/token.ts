import { type Command, InvalidArgumentError } from 'commander'
import pc from 'picocolors'
import { QuartermasterError } from '#root/errors.ts'
import type { ListedAccessToken, MadeAccessToken } from '#operations/access-tokens.ts'
import { plainText } from '#render/text.ts'
import { connect, globalOptions, type Connection } from './connect.ts'
import { printJson } from './print.ts'

const print = (text: string) => process.stdout.write(`${text}\n`)

/** Adds `token`: whoever holds the data folder or the database lets an MCP client in as a person. */
export function addTokenCommands(program: Command): void {
  const token = program
    .command('token')
    .description('tokens with which MCP clients sign in as a person: create, list, revoke')

  token
    .command('create')
    .description('make a token for the person that --person names, and show it once')
    .requiredOption('--name <text>', 'what it is for, such as "Claude on my laptop"')
    .option('--scopes <list>', 'read, or read,draft', 'read')
    .option('--days <number>', 'for how long, 365 at most', wholeDays, 90)
    .action(async (options: CreateOptions, command: Command) => {
      const made = await asked(command, ({ run }) =>
        run('make_access_token', { ...options, person: bearer(command) }, () => undefined),
      )
      if (globalOptions(command).json) printJson(made)
      else print(createdLines(made).join('\n'))
    })

  token
    .command('list')
    .description('show the tokens that were made, whose they are and when they were used')
    .action(async (_options: unknown, command: Command) => {
      const list = await asked(command, ({ run }) => run('list_access_tokens', {}, () => undefined))
      if (globalOptions(command).json) printJson(list)
      else print(listLines(list.tokens).join('\n'))
    })

  token
    .command('revoke')
    .description('make a token worthless at once')
    .argument('<id>', 'the id that "token list" shows')
    .action(async (id: string, _options: unknown, command: Command) => {
      const done = await asked(command, ({ run }) =>
        run('revoke_access_token', { id }, () => undefined),
      )
      if (globalOptions(command).json) printJson(done)
      else if (done.outcome === 'unchanged') print(`Token ${id} was revoked before.`)
      else print(`Token ${id} (${plainText(done.name)}, ${done.personId}) opens nothing any more.`)
    })
}

type CreateOptions = { name: string; scopes: string; days: number }

async function asked<Answer>(
  command: Command,
  ask: (connection: Connection) => Promise<Answer>,
): Promise<Answer> {
  // `--person` says whose token it is, not who asks: that is whoever holds the machine.
  const { person: _bearer, ...options } = globalOptions(command)
  const connection = await connect(options, 'never')
  try {
    return await ask(connection)
  } finally {
    await connection.close()
  }
}

function bearer(command: Command): string {
  const { person } = globalOptions(command)
  if (person !== undefined) return person
  throw new QuartermasterError(
    'invalid',
    'Nobody was named whose token it is.',
    'Add --person with an id of people.csv: the client sees and drafts what that person may.',
  )
}

function wholeDays(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is a whole number of days, such as 90.')
}

function createdLines(made: MadeAccessToken): string[] {
  return [
    `Token ${made.id} for ${pc.bold(plainText(made.personName))}: ${made.scopes.replace(' ', ' and ')}, until ${made.expiresAt.slice(0, 10)}.`,
    '',
    `  ${pc.cyan(made.token)}`,
    '',
    'It is shown this once. The client sends it in the header "Authorization: Bearer" and nowhere else.',
    `"quartermaster token revoke ${made.id}" makes it worthless.`,
  ]
}

function listLines(tokens: ListedAccessToken[]): string[] {
  if (tokens.length === 0) return ['There are no tokens. "quartermaster token create" makes one.']
  return tokens.map((token) => {
    const used =
      token.lastUsedAt === null ? 'never used' : `last used ${token.lastUsedAt.slice(0, 10)}`
    const until = `${token.state}, until ${token.expiresAt.slice(0, 10)}`
    return `${token.id}  ${plainText(token.personName)}  ${plainText(token.name)}  ${token.scopes.replace(' ', ',')}  ${until}, ${used}`
  })
}
