import type { DecidedChange } from '../commands/decide-change.ts';
import { asOf, isPropagating, type ContactChange } from '../domain/contact-change.ts';
import { noCounts } from '../store/progress.ts';
import type { ContactChangeAnswer } from './contract/shapes.ts';
import { toContactChange } from './representations.ts';
import type { Capabilities } from '../commands/capabilities.ts';

export type ChangeAnswerCapabilities = Pick<Capabilities, 'changes' | 'progress' | 'clock'>;

/** The answer for a change, with its progress counters while it propagates. */
export async function changeAnswer(
  capabilities: ChangeAnswerCapabilities,
  decided: DecidedChange,
): Promise<ContactChangeAnswer> {
  const { progress, clock } = capabilities;
  const { group } = decided;
  const change = await latest(capabilities, decided);
  const counts = isPropagating(change) ? await progress.read(change.changeId) : noCounts;
  return toContactChange(change, group, counts, clock.now());
}

/** A change that has just become effective is answered with its group as it was before. */
const hasBegun = (change: ContactChange): boolean =>
  isPropagating(change) && (change.propagation.phase !== 'dispatching' || change.propagation.sent > 0);

/** If only the group, which is read later, shows the end of the change or its propagation, the change is read again. */
async function latest(
  { changes, clock }: ChangeAnswerCapabilities,
  { change, group }: DecidedChange,
): Promise<ContactChange> {
  const hasEnded = hasBegun(change) && group.propagating[change.changeId] === undefined;
  if (!hasEnded && asOf(change, group, clock.now()) === change) return change;
  return (await changes.find(change.changeId)) ?? change;
}
