// What a person may do, and how: once per key, in one transaction, in the name of whoever they are at that moment.
import type { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import { crashpoint } from '#root/crashpoint.ts'
import { unkeptTexts, unkeptWords } from '#root/kept-text.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { onceByKey } from '#store/commands.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import type { Enqueue } from '#store/job-queue.ts'
import { personById } from '#store/people.ts'
import type { PersonRow } from '#store/people.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'

/** Who is signed in, when, and in which shop. */
export type CommandContext = {
  db: Database
  personId: string
  /** The instant of the click, ISO; and the shop's day. */
  now: string
  asOf: string
  enqueue: Enqueue
}

/** What a command works with inside its transaction. The person was read there: who has left meanwhile does nothing. */
export type CommandStep = {
  tx: Database
  person: PersonRow
  policy: PurchasingPolicy
  now: string
  asOf: string
  enqueue: Enqueue
}

/** What is known before the transaction, when nobody waits yet. */
export type Preparation = Pick<CommandContext, 'db' | 'personId' | 'now' | 'asOf'>

export type Command<Input extends z.ZodType = z.ZodType, Result = unknown, Prepared = unknown> = {
  name: string
  title: string
  input: Input
  /** Names the one effect; the person is added. The same key with another content is refused. */
  key(input: z.output<Input>): string
  /**
   * Reads and reckons what is too slow to be done while every other decision waits. What it read may be stale when `act`
   * runs, which must find that out. What it throws is thrown in the place of `act`.
   */
  prepare?(preparation: Preparation, input: z.output<Input>): Promise<Prepared>
  /** Does it, or throws QuartermasterError and leaves nothing behind. The result must be plain JSON. */
  act(step: CommandStep, input: z.output<Input>, prepared: Prepared): Promise<Result>
}

/** Returns the definition as it is; exists so that `act` is checked against the schema. */
export function defineCommand<Input extends z.ZodType, Result, Prepared>(
  command: Command<Input, Result, Prepared>,
): Command<Input, Result, Prepared> {
  return command
}

/** The active person who is signed in. Throws 'forbidden'. */
export async function activePerson(tx: Database, id: string): Promise<PersonRow> {
  const person = await personById(tx, id)
  if (person?.active) return person
  throw new QuartermasterError(
    'forbidden',
    person === null
      ? 'Nobody of this shop is signed in.'
      : `${person.name} is no longer active in this shop.`,
    'Sign in as an active person of the shop; nothing was changed.',
    { refusal: 'inactive_person' },
  )
}

/** What a command prepared, or the error to throw where it is used: a click that was done before needs neither. */
async function prepareFor<Input extends z.ZodType, Prepared>(
  command: Command<Input, unknown, Prepared>,
  input: z.output<Input>,
  { db, personId, now, asOf }: CommandContext,
): Promise<() => Prepared> {
  try {
    const prepared = (await command.prepare?.({ db, personId, now, asOf }, input)) as Prepared
    return () => prepared
  } catch (error) {
    return () => {
      throw error
    }
  }
}

/**
 * Runs a command for a signed-in person on input from outside. The same key and content again gives the first result
 * (`again`). Throws QuartermasterError: 'invalid' naming each field that is wrong, 'forbidden', 'conflict' and what the
 * command itself throws; then nothing was changed.
 */
export async function runCommand<Input extends z.ZodType, Result, Prepared>(
  command: Command<Input, Result, Prepared>,
  input: unknown,
  context: CommandContext,
): Promise<{ result: Result; again: boolean }> {
  const parsed = command.input.safeParse(input)
  const unkept = unkeptTexts(input).map((path) => `${path}: ${unkeptWords}`)
  if (!parsed.success || unkept.length > 0) {
    const faults = parsed.error?.issues ?? []
    const wrong = faults.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    wrong.push(...unkept)
    throw new QuartermasterError(
      'invalid',
      `${command.title}: ${wrong.join('; ')}.`,
      'Correct the fields named and send it again; nothing was changed.',
    )
  }
  const { db, personId, now, asOf, enqueue } = context
  const key = `${command.key(parsed.data)} by ${personId}`
  const prepared = await prepareFor(command, parsed.data, context)
  const done = await exclusively(db, async (tx) => {
    const person = await activePerson(tx, personId)
    return onceByKey(tx, { key, actor: personId, body: parsed.data, at: now }, async () => {
      const policy = await purchasingPolicy(tx)
      const result = await command.act(
        { tx, person, policy, now, asOf, enqueue },
        parsed.data,
        prepared(),
      )
      crashpoint(`${command.name}.before-commit`)
      return result
    })
  })
  crashpoint(`${command.name}.after-commit`)
  return done
}
