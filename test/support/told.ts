import { expect } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { ada, ben, serviceId, type World } from './world.ts';

/** What everybody is told of the members of a change that has ended: progress and list say the same. */
export async function told(world: World, change: Pick<ContactChange, 'changeId'>) {
  const progress = await world.progressNow(change);
  expect(await world.listedNow(change)).toEqual(progress);
  const { applied, superseded, failed, pending } = progress;
  expect(applied + superseded + failed + pending).toBe(progress.services);
  return { applied, superseded, failed, pending };
}

/** Everybody applied it. */
export const all = (applied: number) => ({ applied, superseded: 0, failed: 0, pending: 0 });

/** A change whose member of that number failed, while the others took it; and the message that came too late for it. */
export async function withOneFailed(world: World, services: number, number = 0) {
  await world.group(services);
  const change = await world.effectiveChange(ada, { technical: ben });
  await world.advance();
  const messages = world.memberQueue.take();
  const late = messages.filter(({ body }) => world.memberMessage(body).serviceId === serviceId(number));
  await world.propagate(messages.filter((message) => !late.includes(message)));
  for (const { body } of late) await world.fail(world.memberMessage(body));
  return { change, late };
}
