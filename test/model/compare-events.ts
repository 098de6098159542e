import { ChangeId, ReassignmentId } from '../../shared/domain/identifiers.ts';
import type { Event } from '../../shared/domain/event.ts';
import type { World } from '../support/world.ts';
import { agree } from './agree.ts';
import type { Model } from './model.ts';
import type { ModelEvent } from './model-types.ts';

const limit = 100;

/** The model knows what was decided and begun, and not when it is everywhere. */
const untold = new Set(['completed', 'completed-with-failures']);

/**
 * Expects that the events of each change and reassignment are what happened in the model, in that order.
 * @param isAtRest whether nothing is still to be written
 */
export async function compareEvents({ stores }: World, model: Model, isAtRest = false): Promise<void> {
  for (const request of model.requests) {
    const { id, events, state } = request;
    const found = await stores.events.ofChange(ChangeId.parse(id), { limit });
    compareOne(found.events, events, isAtRest);
    if (isAtRest && state === 'effective' && model.hasGroup(request))
      agree(found.events.at(-1)?.type, 'contact-change.completed');
  }
  for (const { id, events } of model.reassignments) {
    const found = await stores.events.ofReassignment(ReassignmentId.parse(id), { limit });
    compareOne(found.events, events, isAtRest);
  }
}

function compareOne(found: readonly Event[], expected: readonly ModelEvent[], isAtRest: boolean): void {
  agree(
    found.map(({ sequence }) => sequence),
    found.map((_event, index) => index + 1),
  );
  const told = found
    .map(({ type, actor }) => [type.split('.')[1] ?? '', actor])
    .filter(([what = '']) => !untold.has(what));
  // An end by the clock or by a rule is written down later.
  const isBehind = !isAtRest && told.length < expected.length && isByItself(expected.at(-1));
  agree(told, isBehind ? expected.slice(0, -1) : expected);
}

const isByItself = (event: ModelEvent | undefined): boolean =>
  event !== undefined && ['expired', 'rejected'].includes(event[0]);
