import { setTimeout as pause } from 'node:timers/promises';

/** Only ends a hang: what a test waits for comes at last, however busy the machine is. */
const longestMilliseconds = 10 * 60_000;

/** A question costs processor time that what it waits for needs: the longer that takes, the rarer it is asked. */
const shareOfWait = 1 / 5;
const pauses = { shortest: 10, longest: 250 };

/** Asks again until there is an answer, and gives it. */
export async function until<Answer>(
  question: () => Promise<Answer | undefined> | Answer | undefined,
): Promise<Answer> {
  const since = Date.now();
  const waited = (): number => Date.now() - since;
  while (waited() < longestMilliseconds) {
    const answer = await question();
    if (answer !== undefined) return answer;
    await pause(Math.min(Math.max(waited() * shareOfWait, pauses.shortest), pauses.longest));
  }
  throw new Error(`Never answered: ${question.toString()}`);
}
