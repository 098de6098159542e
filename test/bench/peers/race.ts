import { setTimeout as pause } from 'node:timers/promises';
import { difference, type Figures, type Meter } from '../../../infra/local/lib/meter.ts';
import type { ChangeId, ServiceId } from '../../../shared/domain/identifiers.ts';
import { Callers } from '../lab/callers.ts';
import { accept, ask, completed } from '../lab/changes.ts';
import { movedContacts } from '../lab/departments.ts';
import type { BenchGroup } from '../lab/groups.ts';
import type { Lab } from '../lab/lab.ts';
import type { Queues } from '../lab/queues.ts';
import type { PeersExpected } from '../lab/rows.ts';
import { PropagationWatch } from '../lab/propagation-watch.ts';
import type { PeerChange } from './functions/peer-change.ts';
import { startQueueOf, type Contender } from './contenders.ts';

/** A stack, in this process or another one. */
export interface RaceStack {
  readonly url: string;
  readonly queues: Queues;
}

export interface SetOff {
  /** Every member's row at the end. */
  readonly expected: PeersExpected;
  readonly changeId?: ChangeId;
}

/** Sets a contender off over a group. */
export async function setOff(
  lab: Lab,
  stack: RaceStack,
  contender: Contender,
  { groupId }: BenchGroup,
): Promise<SetOff> {
  const group = await lab.rows.group(groupId);
  const { technical = group.contacts.technical } = movedContacts(group.contacts, ['technical']);
  const expected = { contacts: { technical }, revision: group.revision + 1 };
  if (contender.construct === undefined) {
    const callers = new Callers(lab.issuer, stack);
    const { changeId } = await accept(callers, await ask(callers, group, ['technical']));
    return { expected, changeId };
  }
  const change: PeerChange = { groupId, revision: expected.revision, technical };
  await stack.queues.send(startQueueOf(lab.model, contender.construct), { ...change, ...contender.asks });
  return { expected };
}

export interface Raced {
  /** From the start to the last write to a member. */
  readonly seconds: number;
  readonly figures: Figures;
}

/** Without a write for this long, the contender has ended. */
const quietMilliseconds = 1_500;
const longestMilliseconds = 5 * 60_000;

/**
 * Lets a contender bring every member to the same final state, which is then checked row by row.
 * @param failing the members that are not to take it
 */
export async function race(
  lab: Lab,
  stack: RaceStack & { readonly meter: Meter },
  contender: Contender,
  group: BenchGroup,
  failing: readonly ServiceId[] = [],
): Promise<Raced> {
  const before = stack.meter.snapshot();
  const watch = new PropagationWatch(stack.meter, contender.writers);
  const { expected, changeId } = await setOff(lab, stack, contender, group);
  if (changeId !== undefined) await completed(lab.rows, { changeId });
  // A window of this machine's pollers may last a second longer.
  await quiet(stack.meter, quietMilliseconds + 2_000 * (contender.window ?? 0));
  const seconds = watch.stop();
  const figures = difference(before, stack.meter.snapshot());
  const missed = await lab.rows.notYet(group.members, expected);
  if (missed.join() !== failing.join()) throw new Error(`${contender.name} missed ${missed.length} members.`);
  await lab.rows.adopt(group.groupId, expected);
  return { seconds, figures };
}

/** Waits until neither the database nor the queues had a write for a while. */
async function quiet(meter: Meter, milliseconds: number): Promise<void> {
  const deadline = Date.now() + longestMilliseconds;
  let last = '';
  let since = Date.now();
  while (Date.now() < deadline) {
    const { writeUnits, queueRequests } = meter.snapshot();
    const now = JSON.stringify([writeUnits, queueRequests]);
    if (now !== last) since = Date.now();
    if (now === last && Date.now() - since > milliseconds) return;
    last = now;
    await pause(50);
  }
  throw new Error('A contender did not come to rest.');
}
