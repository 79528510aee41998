import { runCommand } from '#commands/command.ts'
import { commands } from '#commands/commands.ts'
import { QuartermasterError } from '#root/errors.ts'
import { asOfDay, type Shop } from '#operations/shop.ts'
import type { Enqueue } from '#store/job-queue.ts'

/**
 * What a signed-in person may do, by the name of the command. Throws QuartermasterError: 'not_found' for a name that is
 * none, else what the command throws; then nothing was changed.
 */
export async function runCommandFor(
  shop: Shop,
  personId: string,
  enqueue: Enqueue,
  { name, input }: { name: string; input: unknown },
): Promise<{ result: unknown; again: boolean }> {
  const command = commands.find((known) => known.name === name)
  if (command === undefined) {
    throw new QuartermasterError(
      'not_found',
      `There is no command "${name}".`,
      `Use one of: ${commands.map((each) => each.name).join(', ')}.`,
    )
  }
  const now = shop.now().toISOString()
  return runCommand(command, input, {
    db: shop.db,
    personId,
    now,
    asOf: await asOfDay(shop),
    enqueue,
  })
}
