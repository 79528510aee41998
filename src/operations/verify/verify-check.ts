import { outsideError } from '#root/errors.ts'

export type VerifyCheck = { name: string; ok: boolean; detail: string }

const namedFaults = 5

/** Sentences about what is wrong: all are counted, the first few are kept. */
export function faultList() {
  const named: string[] = []
  let count = 0
  return {
    add(...sentences: (string | null)[]): void {
      for (const sentence of sentences) {
        if (sentence === null) continue
        count += 1
        if (named.length < namedFaults) named.push(sentence)
      }
    },
    count: () => count,
    text: () =>
      `${named.join('; ')}${count > named.length ? ` and ${count - named.length} more` : ''}`,
  }
}

export type FaultList = ReturnType<typeof faultList>

/** A check with its sentence: what is wrong, or `sound` when nothing is. */
export function verifyCheck(name: string, faults: FaultList, sound: string): VerifyCheck {
  const ok = faults.count() === 0
  return { name, ok, detail: ok ? sound : faults.text() }
}

/** As `verifyCheck` with all faults at hand. */
export function listCheck(name: string, sentences: string[], sound: string): VerifyCheck {
  const faults = faultList()
  faults.add(...sentences)
  return verifyCheck(name, faults, sound)
}

/** Runs checks; what keeps them from being made is a failed check of its own and hides no other. */
export async function checksOf(
  name: string,
  make: () => Promise<VerifyCheck[]>,
): Promise<VerifyCheck[]> {
  try {
    return await make()
  } catch (error) {
    const { message, repair } = outsideError(error)
    return [{ name, ok: false, detail: `could not be checked: ${message} ${repair}` }]
  }
}
