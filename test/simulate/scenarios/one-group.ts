import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { GroupId } from '../../../shared/domain/identifiers.ts';
import { decideAsRecipient } from '../../../shared/commands/decide-change.ts';
import { requestChange } from '../../../shared/commands/request-change.ts';
import { saveAllAccounts, groupNumber } from '../../support/reassignments.ts';
import { ada, asNic, ben, type World } from '../../support/world.ts';
import type { Settings } from '../settings.ts';
import { Simulation } from '../simulation.ts';
import { BoundWatch } from './bounds.ts';
import { figuresOf, type Figures } from './figures.ts';
import { Numbers, seedGroup } from './seeding.ts';

const [large, small] = [groupNumber(1), groupNumber(2)];
const smallMembers = 20;
/** When the small group changes, in milliseconds, or when half of the large one's rows are written. */
const smallAfter = 20_000;
const lookMilliseconds = 100;
const limitMilliseconds = 6 * 3_600_000;

/** A change of one group, and in the middle of it one of a small group. */
export async function simulateOneGroup(members: number, settings: Settings): Promise<Figures> {
  const simulation = new Simulation(settings);
  const { time, world, table } = simulation;
  const numbers = new Numbers();
  await saveAllAccounts(world);
  await seedGroup(world, large, members, numbers);
  await seedGroup(world, small, smallMembers, numbers);
  const startedAt = time.now;
  const main = await simulation.asCaller((callers) => effectiveChange(callers, large));
  simulation.start();
  const watch = new BoundWatch(simulation);

  let mainAt: number | undefined;
  let beside: { readonly change: ContactChange; readonly at: number; completedAt?: number } | undefined;
  let lastRow = 0;
  let ended: ContactChange | undefined;
  const look = async (): Promise<void> => {
    const isHalfWay = table.requests.update >= (members * 1.1) / 2;
    if (beside === undefined && (time.now - startedAt >= smallAfter || isHalfWay)) {
      const change = await simulation.asCaller((callers) => effectiveChange(callers, small));
      beside = { change, at: time.now };
    }
    if (beside !== undefined && beside.completedAt === undefined) {
      if ((await world.changeNow(beside.change)).state !== 'propagating') beside.completedAt = time.now;
    }
    const now = await world.changeNow(main);
    if (now.propagation?.phase === 'dispatching' || now.propagation?.phase === 'awaiting') lastRow = time.now;
    else watch.stop();
    if (now.state !== 'propagating' && mainAt === undefined) [mainAt, ended] = [time.now, now];
  };
  const everyLook = (): void => time.at(time.now + lookMilliseconds, () => void look().then(everyLook));
  everyLook();
  await time.run(() => mainAt !== undefined && beside?.completedAt !== undefined, limitMilliseconds);
  return {
    ...figuresOf(simulation, startedAt, watch),
    members,
    lastRow: (Math.min(lastRow, table.lastMemberWrite) - startedAt) / 1_000,
    completed: ((mainAt ?? time.now) - startedAt) / 1_000,
    failed: ended?.propagation?.phase === 'done' ? ended.propagation.tally.failed : 0,
    smallGroup: beside?.completedAt === undefined ? undefined : (beside.completedAt - beside.at) / 1_000,
  };
}

/** A change of the technical contact, with its consent. */
async function effectiveChange({ effects }: World, groupId: GroupId): Promise<ContactChange> {
  const asked = { contacts: { technical: ben }, consentCodes: new Map() };
  const { requested } = await requestChange(effects, asNic(ada), { groupId }, asked, { isDryRun: false });
  if (requested === undefined) throw new Error('This was a replay.');
  const { changeId } = requested.change;
  await decideAsRecipient(effects, asNic(ben), changeId, { decision: 'accepted' });
  return requested.change;
}
