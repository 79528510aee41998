// How long our own process takes for something, whatever else the machine does meanwhile.

/**
 * Does something and gives its milliseconds twice: `own` is the processor time of this process and the time for which it
 * waited for an answer, of a disk or a server; `wall` is what a clock shows. The difference is the time in which it was
 * ready to run and another program had the processor.
 */
export async function timed<Result>(
  act: () => Promise<Result>,
): Promise<{ result: Result; ownMs: number; wallMs: number }> {
  const began = performance.now()
  const used = process.cpuUsage()
  const loop = performance.eventLoopUtilization()
  const result = await act()
  const { user, system } = process.cpuUsage(used)
  const { idle } = performance.eventLoopUtilization(loop)
  const wallMs = performance.now() - began
  // Several threads can use more processor time than the clock shows: then the clock is what was waited.
  return { result, ownMs: Math.min((user + system) / 1_000 + idle, wallMs), wallMs }
}
