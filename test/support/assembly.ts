import { inject } from 'vitest';

/** The folder of the local stacks. Throws the error of a failed synthesis. */
export async function assembly(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${inject('assemblyPort')}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
