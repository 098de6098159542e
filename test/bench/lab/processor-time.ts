/** Starts a measurement. The returned function gives the milliseconds of CPU time used since then, by all threads. */
export function processorTime(): () => number {
  const before = process.cpuUsage();
  return () => millisecondsOf(process.cpuUsage(before));
}

/** The same of the calling thread alone. */
export function threadTime(): () => number {
  const before = process.threadCpuUsage();
  return () => millisecondsOf(process.threadCpuUsage(before));
}

const millisecondsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;
