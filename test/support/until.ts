import { setTimeout as pause } from 'node:timers/promises';

/** Ends only a test that hangs. On a busy machine the awaited result comes later, but before this. */
const longestMilliseconds = 10 * 60_000;

/** Polling takes processor time from the awaited work, so the interval grows with the time waited. */
const shareOfWait = 1 / 5;
const pauses = { shortest: 10, longest: 250 };

/** Polls until there is a result, and returns it. */
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
