import { afterAll, afterEach } from 'vitest';

const denied: string[] = [];

/** Takes note of a line of a stack's log that says that a function lacks a grant. */
export function noteDenied(line: string): void {
  if (line.includes('ACCESS DENIED')) denied.push(line);
}

function mustBeGranted(): void {
  const lines = denied.splice(0);
  if (lines.length > 0) throw new Error(`A function may not do what it does:\n${lines.join('\n')}`);
}

// Hooks of every file whose stack notes its lines here: no test has to ask, and the last hook sees what came while stopping.
afterEach(mustBeGranted);
afterAll(mustBeGranted);
