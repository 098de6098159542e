import { expect } from 'vitest';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { ada, ben, serviceId, type World } from './world.ts';

/** The outcomes of an ended change: progress and list must agree. */
export async function reported(world: World, change: Pick<ContactChange, 'changeId'>) {
  const progress = await world.progressNow(change);
  expect(await world.listedNow(change)).toEqual(progress);
  const { applied, superseded, failed, pending } = progress;
  expect(applied + superseded + failed + pending).toBe(progress.services);
  return { applied, superseded, failed, pending };
}

/** All applied it. */
export const all = (applied: number) => ({ applied, superseded: 0, failed: 0, pending: 0 });

/** A change that one member failed to take, and the late message to that member. */
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
