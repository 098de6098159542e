import { setTimeout as pause } from 'node:timers/promises';

/** Only ends a hang: what a test waits for comes at last, however busy the machine is. */
const longestMilliseconds = 10 * 60_000;

/** Asks again, every few milliseconds, until there is an answer, and gives it. */
export async function until<Answer>(
  question: () => Promise<Answer | undefined> | Answer | undefined,
): Promise<Answer> {
  const deadline = Date.now() + longestMilliseconds;
  while (Date.now() < deadline) {
    const answer = await question();
    if (answer !== undefined) return answer;
    await pause(25);
  }
  throw new Error(`Never answered: ${question.toString()}`);
}
