import { inject } from 'vitest';

/** The folder of the stacks as they run on this machine. Throws what kept them from being synthesized. */
export async function assembly(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${inject('assemblyPort')}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
