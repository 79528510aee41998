import type { Command } from 'commander'
import pc from 'picocolors'
import { readConfig, type Config } from '#root/config.ts'
import { makeSignInLink } from '#operations/sign-in-link.ts'
import type { Shop } from '#operations/shop.ts'
import { readOwner } from '#store/lock.ts'
import { everyPerson, startingPerson } from '#store/people.ts'
import { connect, globalOptions } from './connect.ts'
import { printJson } from './print.ts'

/** A link as it is printed: its address signs the person in once. */
export type PrintedLink = { personName: string; address: string; minutes: number }

/** Adds `sign-in-link`: whoever holds the data folder or the database lets a person in. */
export function addSignInLinkCommand(program: Command): void {
  program
    .command('sign-in-link')
    .description('print a link that signs a person in at the web console, once, for 15 minutes')
    .argument('<person>', 'the id of the person, as in people.csv')
    .action(async (person: string, _options: unknown, command: Command) => {
      const options = globalOptions(command)
      const address = await consoleAddress(readConfig(process.env))
      const { run, close } = await connect(options, 'never')
      try {
        const made = await run('make_sign_in_link', { person }, () => undefined)
        const { personName, minutes } = made
        const link = { personName, minutes, address: `${address}${made.path}` }
        if (options.json) printJson(link)
        else process.stdout.write(`${signInLines([link]).join('\n')}\n`)
      } finally {
        await close()
      }
    })
}

/** Where the console answers: at its public address, else where the running server listens, else where it will. */
export async function consoleAddress(config: Config): Promise<string> {
  if (config.publicUrl !== null) return config.publicUrl.origin
  const owner = config.databaseUrl === null ? await readOwner(config.dataFolder) : null
  return `http://${config.host === '::1' ? '[::1]' : config.host}:${owner?.port ?? config.port}`
}

/** Links for the demo's buyer and its first approver; a real shop's people are let in one by one. */
export async function demoLinks(shop: Shop, address: string): Promise<PrintedLink[]> {
  const buyer = await startingPerson(shop.db)
  const everybody = await everyPerson(shop.db)
  const approver = everybody.find((person) => person.active && person.role === 'approver')
  const people = [buyer, approver].filter((person) => person !== undefined && person !== null)
  return Promise.all(
    people.map(async ({ id }) => {
      const { path, personName, minutes } = await makeSignInLink(shop, { person: id })
      return { personName, minutes, address: `${address}${path}` }
    }),
  )
}

/** Lines for the terminal; how to get a link where there is none. */
export function signInLines(links: PrintedLink[]): string[] {
  if (links.length === 0) {
    return ['  Sign in       quartermaster sign-in-link <person> prints a link']
  }
  return links.flatMap(({ personName, address, minutes }) => [
    `  Sign in       as ${pc.bold(personName)}, once, within ${minutes} minutes:`,
    `                ${pc.cyan(address)}`,
  ])
}
