import * as z from 'zod';
import { ResyncId } from '../../domain/identifiers.ts';
import { ResyncState } from '../../domain/resync-state.ts';
import { noBody, none, type Operation } from './operation.ts';
import { Time } from './values.ts';

const count = z.int().nonnegative();

const ResyncAnswer = z
  .strictObject({
    resyncId: ResyncId,
    state: ResyncState,
    told: count.meta({ description: 'The services that the member system was told of.' }),
    failed: count.meta({ description: 'The services that it could not be told of.' }),
    pending: count.meta({ description: 'The services found that it is still to be told of.' }),
    heldSince: Time.optional().meta({
      description:
        'Since when the resync holds, because the member system fails most services; absent otherwise.',
    }),
  })
  .meta({ id: 'Resync', description: 'A resync of the member system.' });

/** Operations on the member system. */
export const resyncOperations = {
  resyncMembers: {
    operationId: 'resyncMembers',
    method: 'POST',
    path: '/members/resync',
    summary: 'Notifies the member system of all services and their contacts, once',
    description:
      'For a deployment that has services when its member system is first configured. Every call tells all of ' +
      'them again.',
    access: 'operator',
    refusals: ['state-conflict'],
    params: none,
    query: none,
    body: noBody,
    status: 202,
    answer: ResyncAnswer,
  },
  getResync: {
    operationId: 'getResync',
    method: 'GET',
    path: '/members/resync/{resyncId}',
    summary: 'How far a resync of the member system is',
    description: 'How many services the member system was told of.',
    access: 'operator',
    refusals: ['not-found'],
    params: z.strictObject({ resyncId: ResyncId }),
    query: none,
    body: noBody,
    status: 200,
    answer: ResyncAnswer,
  },
} as const satisfies Record<string, Operation>;
