/** Starts a measurement. The returned function gives the milliseconds of CPU time used since then, by all threads. */
export function processorTime(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
}
