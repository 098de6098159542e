import { FakeMemberSystem } from './fake-member-system.ts';
import { World } from './world.ts';

/** A group of that many services, and a member system that is notified from then on. */
export async function worldWithSystem(services: number) {
  const world = new World();
  const system = new FakeMemberSystem();
  await world.group(services);
  world.memberSystem = system;
  return { world, system };
}
