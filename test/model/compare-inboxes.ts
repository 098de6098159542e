import { listInbox } from '../../functions/api/list-inbox/list-inbox.ts';
import type { World } from '../support/world.ts';
import { everyone } from './actors.ts';
import { agree } from './agree.ts';
import type { Model } from './model.ts';
import { reassignmentStateOf } from './model-reassignments.ts';

/** Expects that everybody's inbox lists what waits for its decision by the clock, and nothing else. */
export async function compareInboxes(world: World, model: Model): Promise<void> {
  const respond = listInbox(world.effects);
  const waiting = [
    ...model.requests
      .filter((request) => model.stateOf(request) === 'awaiting-consent')
      .map(({ id, expiresAt, consents }) => ({
        id,
        expiresAt,
        isFor: (nic: string) =>
          [...consents].some(([who, decision]) => who === nic && decision === 'pending'),
      })),
    ...model.reassignments
      .filter((reassignment) => reassignmentStateOf(model, reassignment) === 'awaiting-consent')
      .map(({ id, expiresAt, to }) => ({ id, expiresAt, isFor: (nic: string) => nic === to })),
  ];
  const soonestFirst = waiting.toSorted(
    (a, b) => a.expiresAt - b.expiresAt || ((a.id ?? '') < (b.id ?? '') ? -1 : 1),
  );
  for (const nic of everyone) {
    const answer = await respond({
      caller: { nic, isOperator: false },
      params: {},
      query: { limit: 100 },
      body: undefined,
      headers: {},
    });
    if (answer.isReplayed) throw new Error('This was a replay.');
    agree(
      answer.body.items.map((item) =>
        item.kind === 'contact-change' ? item.contactChange.changeId : item.reassignment.reassignmentId,
      ),
      soonestFirst.filter(({ isFor }) => isFor(nic)).map(({ id }) => id),
    );
  }
}
