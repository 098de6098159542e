import * as z from 'zod';
import type { Mutation } from './mutation.ts';

const MemberCall = z.looseObject({ headers: z.record(z.string(), z.string()) });

export const mutationsOfMessages: readonly Mutation[] = [
  {
    name: 'the list of failed messages is ignored',
    invariant: 1,
    firstSeed: 21,
    worker: (workBatch) => async (event) => {
      await workBatch(event);
      return { batchItemFailures: [] };
    },
  },
  {
    name: 'one failing message fails its batch',
    invariant: 4,
    firstSeed: 21,
    worker: (workBatch) => async (event) => {
      const { batchItemFailures } = await workBatch(event);
      if (batchItemFailures.length === 0) return { batchItemFailures };
      return {
        batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    },
  },
  {
    name: 'no failure is recorded of dead letters',
    invariant: 5,
    firstSeed: 7,
    worker: (workBatch, worker) =>
      worker === 'recordFailure' ? () => Promise.resolve({ batchItemFailures: [] }) : workBatch,
  },
  {
    name: 'the id of a call to a member system is another one each time',
    invariant: 2,
    firstSeed: 21,
    call: (call) => {
      if (call.service !== 'member system') return call;
      const { headers, ...rest } = MemberCall.parse(JSON.parse(call.body));
      const key = { 'webhook-id': String(Math.random()) };
      return { ...call, body: JSON.stringify({ ...rest, headers: { ...headers, ...key } }) };
    },
  },
];
