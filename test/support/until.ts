import { setTimeout as pause } from 'node:timers/promises';

/** Asks again, every few milliseconds, until there is an answer. Throws when there is none for `seconds`. */
export async function until<T>(ask: () => Promise<T | undefined>, seconds = 20): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(25);
  }
  throw new Error(`This did not happen within ${seconds} seconds.`);
}
