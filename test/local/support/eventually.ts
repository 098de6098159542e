import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a question is answered by something other than `undefined`, and gives that answer. */
export async function eventually<Answer>(
  question: () => Promise<Answer | undefined> | Answer | undefined,
  seconds = 10,
): Promise<Answer> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline)
      throw new Error(`${question.toString()} had no answer within ${seconds} seconds`);
    await pause(20);
  }
}
