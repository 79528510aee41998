import { readFileSync } from 'node:fs'

const readPrompt = (name: string): string =>
  readFileSync(new URL(`../../prompts/${name}`, import.meta.url), 'utf8').trim()

const voice = readPrompt('system.md')
const policy = readPrompt('policy.md')

/** What the model is told before the conversation: voice, the merchant's policy, who asks and which day it is. */
export function turnInstructions(facts: {
  personName: string
  role: string
  asOf: string
}): string {
  const asks = `You answer ${JSON.stringify(facts.personName)}, role ${facts.role}. The shop's day is ${facts.asOf}.`
  return [voice, policy, asks].join('\n\n')
}
