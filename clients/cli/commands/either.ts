import type { Client } from '../../lib/api/client.ts';
import { ProblemError } from '../../lib/api/errors.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { ReassignmentAnswer } from '../../../shared/http/contract/reassignment-shapes.ts';
import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import { describeChange } from '../output/describe-change.ts';
import { describeReassignment } from '../output/describe-reassignment.ts';

/** What an id names. People have one id and need not know of which kind it is. */
export type Either = ContactChangeAnswer | ReassignmentAnswer;

export const isChange = (one: Either): one is ContactChangeAnswer => 'changeId' in one;

export const idOf = (one: Either): string => (isChange(one) ? one.changeId : one.reassignmentId);

export const describe = (one: Either): string[] =>
  isChange(one) ? describeChange(one) : describeReassignment(one);

/** What `first` answers, or if the id is not of its kind, what `second` does. */
export async function either<First, Second>(
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<First | Second> {
  try {
    return await first();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'not-found') throw error;
    return await second();
  }
}

/** The change or reassignment of the id. */
export const read = (client: Client, id: string): Promise<Either> =>
  either(
    () => client.call(operations.getContactChange, { params: { changeId: id } }),
    () => client.call(operations.getReassignment, { params: { reassignmentId: id } }),
  );
