/** What a run has spent and may spend, contestant and judge together, in the currency of its prices. */
export type Purse = { spend(amount: number): void; isOver(): boolean }

/** An empty account with a cap; null = without one. */
export function openPurse(most: number | null): Purse {
  let spent = 0
  return {
    spend(amount) {
      spent += amount
    },
    isOver: () => most !== null && spent >= most,
  }
}
