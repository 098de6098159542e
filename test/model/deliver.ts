import { MemberUnavailable } from '../../functions/workers/propagate-contact/member-unavailable.ts';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import { MemberQueueMessage } from '../../shared/messages/member-message.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import type { CarefulMemberSystem } from '../support/careful-member-system.ts';
import type { World } from '../support/world.ts';
import type { SingleAction } from './actions.ts';

/** Delivers every so-manieth message to members, in one of many ways. */
export async function deliver(
  world: World,
  system: CarefulMemberSystem,
  { every, delivery }: Extract<SingleAction, { kind: 'deliver' }>,
): Promise<void> {
  const messages = world.memberQueue.take();
  const now = messages.filter((_message, index) => index % every === 0);
  world.memberQueue.messages.push(...messages.filter((_message, index) => index % every !== 0));
  switch (delivery) {
    case 'lost':
      return;
    case 'dead':
      for (const { body } of now) await world.fail(MemberQueueMessage.parse(body));
      return;
    case 'system-down':
    case 'given-up':
      system.isDown = true;
      await deliverEach(world, now, delivery === 'given-up' ? maxReceiveCount : 1);
      system.isDown = false;
      return;
    case 'answer-lost':
      system.isUnheard = true;
      await deliverEach(world, now, 1);
      system.isUnheard = false;
      return;
    case 'once':
      return deliverEach(world, now, 1);
    case 'twice':
      await deliverEach(world, now, 1);
      return deliverEach(world, now, 2);
    case 'reversed':
      return deliverEach(world, now.toReversed(), 1);
    default:
      return delivery satisfies never;
  }
}

/** Without a member system, all in one batch. A message that its system did not answer comes again. */
async function deliverEach(
  world: World,
  messages: readonly OutgoingMessage[],
  attempt: number,
): Promise<void> {
  if (world.memberSystem === undefined) return world.propagate(messages, attempt);
  for (const message of messages) {
    try {
      await world.propagate([message], attempt);
    } catch (error) {
      if (!(error instanceof MemberUnavailable)) throw error;
      world.memberQueue.messages.push(message);
    }
  }
}
