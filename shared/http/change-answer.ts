import type { DecidedChange } from '../commands/decide-change.ts';
import { asOf, isPropagating, type ContactChange } from '../domain/contact-change.ts';
import { noCounts } from '../store/progress.ts';
import type { ContactChangeAnswer } from './contract/shapes.ts';
import { toContactChange } from './representations.ts';
import type { Capabilities } from '../commands/capabilities.ts';

/** What an answer with a change is made from. */
export type ChangeAnswerCapabilities = Pick<Capabilities, 'changes' | 'progress' | 'clock'>;

/** A change as it is answered, with the counters of one that still propagates. */
export async function changeAnswer(
  capabilities: ChangeAnswerCapabilities,
  decided: DecidedChange,
): Promise<ContactChangeAnswer> {
  const { progress, clock } = capabilities;
  const { group } = decided;
  const change = await youngest(capabilities, decided);
  const counts = isPropagating(change) ? await progress.read(change.changeId) : noCounts;
  return toContactChange(change, group, counts, clock.now());
}

/** A group that was read after its change may be younger: an end that only it shows is looked up in the change. */
async function youngest(
  { changes, clock }: ChangeAnswerCapabilities,
  { change, group }: DecidedChange,
): Promise<ContactChange> {
  if (asOf(change, group, clock.now()) === change) return change;
  return (await changes.find(change.changeId)) ?? change;
}
