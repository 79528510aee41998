/** Does it now and every few milliseconds until it is stopped; a round that hangs is waited for, one that fails is reported. */
export function goRound(
  act: () => Promise<void>,
  everyMs: number,
  report: (error: unknown) => void,
): { stop(): Promise<void> } {
  let running: Promise<void> | null = null
  const round = () => {
    running ??= act()
      .catch(report)
      .finally(() => {
        running = null
      })
  }
  round()
  const rounds = setInterval(round, everyMs)
  return {
    async stop() {
      clearInterval(rounds)
      await running
    },
  }
}
