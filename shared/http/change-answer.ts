import type { DecidedChange } from '../commands/decide-change.ts';
import { isSpreading } from '../domain/contact-change.ts';
import type { Clock } from '../runtime/clock.ts';
import { noCounts, type ProgressStore } from '../store/progress.ts';
import type { ContactChangeAnswer } from './contract/shapes.ts';
import { toContactChange } from './representations.ts';

export interface ChangeAnswerDependencies {
  readonly progress: ProgressStore;
  readonly clock: Clock;
}

/** A change as it is answered, with the counters of one that still spreads. */
export async function changeAnswer(
  { progress, clock }: ChangeAnswerDependencies,
  { change, group }: DecidedChange,
): Promise<ContactChangeAnswer> {
  const counts = isSpreading(change) ? await progress.read(change.changeId) : noCounts;
  return toContactChange(change, group, counts, clock.now());
}
