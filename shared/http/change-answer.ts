import type { DecidedChange } from '../commands/decide-change.ts';
import { asOf, isPropagating, type ContactChange } from '../domain/contact-change.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ChangeStore } from '../store/changes.ts';
import { noCounts, type ProgressStore } from '../store/progress.ts';
import type { ContactChangeAnswer } from './contract/shapes.ts';
import { toContactChange } from './representations.ts';

export interface ChangeAnswerDependencies {
  readonly changes: Pick<ChangeStore, 'find'>;
  readonly progress: ProgressStore;
  readonly clock: Clock;
}

/** A change as it is answered, with the counters of one that still propagates. */
export async function changeAnswer(
  dependencies: ChangeAnswerDependencies,
  decided: DecidedChange,
): Promise<ContactChangeAnswer> {
  const { progress, clock } = dependencies;
  const { group } = decided;
  const change = await youngest(dependencies, decided);
  const counts = isPropagating(change) ? await progress.read(change.changeId) : noCounts;
  return toContactChange(change, group, counts, clock.now());
}

/** A group that was read after its change may be younger: an end that only it shows is looked up in the change. */
async function youngest(
  { changes, clock }: ChangeAnswerDependencies,
  { change, group }: DecidedChange,
): Promise<ContactChange> {
  if (asOf(change, group, clock.now()) === change) return change;
  return (await changes.find(change.changeId)) ?? change;
}
