import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { ChangeId } from '../../../shared/domain/identifiers.ts';
import type { PropagationIn } from '../../../shared/domain/propagation.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import { changeOf } from './table-view.ts';

type Counting = PropagationIn<'dispatching' | 'awaiting'>;

const countingOf = (change: ContactChange | undefined): Counting | undefined => {
  const { propagation } = change ?? {};
  return propagation?.phase === 'dispatching' || propagation?.phase === 'awaiting' ? propagation : undefined;
};

const placeOf = (counting: Counting): string | undefined =>
  counting.phase === 'dispatching' ? counting.cursor : undefined;

/** A change waits for each lost count once (8). */
export class LostCounts {
  /** Counts no longer waited for, derived from the steps of the change. */
  readonly #givenUp = new Map<ChangeId, number>();
  limit = Infinity;

  written({ before: was, after: is }: Transition): void {
    const change = changeOf(is);
    const [before, after] = [countingOf(changeOf(was)), countingOf(change)];
    if (change === undefined || before === undefined || after === undefined) return;
    const { changeId } = change;
    const givenUp = this.#givenUp.get(changeId) ?? 0;
    const inFlight = before.sent - after.counters.total - givenUp;
    const most = before.phase === 'dispatching' ? this.limit : 0;
    const isHeldBack = after.phase === before.phase && placeOf(after) === placeOf(before);
    mustHold(
      8,
      !isHeldBack || inFlight > most,
      () => `${changeId} waits again for lost counts: ${JSON.stringify(after)}`,
    );
    if (!isHeldBack && inFlight > most) this.#givenUp.set(changeId, givenUp + inFlight);
  }
}
