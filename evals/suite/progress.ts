import type { Try } from './score.ts'

/** Tells on one line how far a run is and how long it will take: '12 of 150, 1 wrong, about 40 s left'. */
export function progressOf(
  of: number,
  write: (text: string) => void,
  now = () => performance.now(),
) {
  const began = now()
  let [made, wrong] = [0, 0]
  return {
    done({ passed }: Try): void {
      made += 1
      if (!passed) wrong += 1
      const left = ((now() - began) / made) * (of - made)
      write(`\r${made} of ${of}, ${wrong} wrong, about ${Math.ceil(left / 1000)} s left   `)
    },
    end: () => write('\n'),
  }
}
