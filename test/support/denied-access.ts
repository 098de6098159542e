const denied: string[] = [];

/** Takes note of a line of a stack's log that says that a function lacks a grant: the test fails that caused it. */
export function noteDenied(line: string): void {
  if (line.includes('ACCESS DENIED')) denied.push(line);
}

/** @throws Error if access was denied since the last call */
export function expectNoneDenied(): void {
  const lines = denied.splice(0);
  if (lines.length > 0) throw new Error(`A function may not do what it does:\n${lines.join('\n')}`);
}
