import * as z from 'zod';
import { jsonAnswer } from './answers.ts';
import type { Answer } from './upstream.ts';

const request = z.looseObject({ Entries: z.array(z.unknown()) });
const result = z.object({ FailedEntryCount: z.number(), Entries: z.array(z.unknown()) });

/** Carries `PutEvents` out without its last entry, which fails as one that is throttled. */
export async function failInPart(body: Buffer, carryOut: (body: Buffer) => Promise<Answer>): Promise<Answer> {
  const given = request.parse(JSON.parse(body.toString('utf8')));
  const others = { ...given, Entries: given.Entries.slice(0, -1) };
  const answer =
    others.Entries.length === 0
      ? jsonAnswer(200, { FailedEntryCount: 0, Entries: [] })
      : await carryOut(Buffer.from(JSON.stringify(others)));
  if (answer.status !== 200) return answer;
  const { FailedEntryCount, Entries } = result.parse(JSON.parse(answer.body.toString('utf8')));
  const failure = { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' };
  return jsonAnswer(200, { FailedEntryCount: FailedEntryCount + 1, Entries: [...Entries, failure] });
}
