const denied: string[] = [];

/** The test that caused it then fails. */
export function noteDenied(line: string): void {
  if (line.includes('ACCESS DENIED')) denied.push(line);
}

/** @throws Error if access was denied since the last call */
export function expectNoneDenied(): void {
  const lines = denied.splice(0);
  if (lines.length > 0) throw new Error(`A function may not do what it does:\n${lines.join('\n')}`);
}
