import * as z from 'zod';
import { ResyncId } from '../../domain/identifiers.ts';
import { ResyncState } from '../../domain/resync-state.ts';
import { noBody, none, type Operation } from './operation.ts';

const count = z.int().nonnegative();

const ResyncAnswer = z
  .strictObject({
    resyncId: ResyncId,
    state: ResyncState,
    told: count,
    failed: count,
    pending: count,
    heldSince: z.iso.datetime().optional().meta({
      description:
        'Since when the resync holds, because the member system fails most services; absent otherwise.',
    }),
  })
  .meta({ id: 'Resync' });

/** Operations on the member system. */
export const resyncOperations = {
  resyncMembers: {
    operationId: 'resyncMembers',
    method: 'POST',
    path: '/members/resync',
    summary: 'Notifies the member system of all services and their contacts, once',
    access: 'operator',
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
    access: 'operator',
    params: z.strictObject({ resyncId: ResyncId }),
    query: none,
    body: noBody,
    status: 200,
    answer: ResyncAnswer,
  },
} as const satisfies Record<string, Operation>;
