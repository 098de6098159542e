import { isDeepStrictEqual } from 'node:util';
import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Event } from '../../../shared/domain/event.ts';
import { eventPrefix } from '../../../shared/store/event-keys.ts';
import { dueIndexKeys } from '../../../shared/store/index-keys.ts';
import { parseEvent } from '../../../shared/store/events.ts';
import type { Item } from '../../../shared/store/table.ts';
import type { Invocation } from '../gate/invocation.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import {
  expectedOfChange,
  expectedOfReassignment,
  type ExpectedEvent,
  type Moment,
} from './expected-events.ts';
import type { History } from './history.ts';
import { checkServiceEvents } from './service-events.ts';
import { changeOf, groupOf, reassignmentOf } from './table-view.ts';

/** The most clock skew, in milliseconds. */
const tolerance = 10_000;

const isPublished = (item: Item): boolean => item[dueIndexKeys.sort] === undefined;
const isEvent = ({ key }: Transition): boolean => key.sk.startsWith(eventPrefix);

/** Every write brings exactly the events of what it makes true, which then only become published. */
export class EventWatch {
  readonly #history: History;
  /** When something ended a request that was not read, by its change. */
  readonly #endings = new Map<string, Moment>();
  /** When the administration moved, by group and revision. */
  readonly #administrations: { readonly groupId: string; readonly revision: number; readonly at: Moment }[] =
    [];
  readonly #ofServices = new Map<string, number>();

  constructor(history: History) {
    this.#history = history;
  }

  written(transitions: readonly Transition[], { startedAt }: Invocation, time: number): void {
    const now = { from: startedAt - tolerance, until: time + tolerance };
    this.#noteEnds(transitions, now);
    const written = transitions.filter(isEvent).flatMap((transition) => this.#take(transition, time));
    const explained = new Set(
      transitions.flatMap((transition) => [
        ...this.#explainChange(transition, written, now),
        ...explainReassignment(transition, written, now),
      ]),
    );
    const ofServices = written.filter(({ type }) => type.startsWith('service.'));
    checkServiceEvents(transitions, ofServices, this.#ofServices);
    const unexplained = written.find((event) => !explained.has(event) && !ofServices.includes(event));
    mustHold(6, unexplained === undefined, () => `nothing explains the event ${JSON.stringify(unexplained)}`);
  }

  /** An event is written once, stays as it is, and counts as published once the bus has accepted it. */
  #take({ key, before, after }: Transition, time: number): Event[] {
    mustHold(1, after !== undefined, () => `the event ${key.pk} ${key.sk} was deleted`);
    const event = parseEvent(after);
    const { storedEvents, acceptedEvents } = this.#history;
    if (before !== undefined) {
      const isSame = isDeepStrictEqual(parseEvent(before), event);
      mustHold(6, isSame, () => `the event ${event.eventId} was written over`);
      const isTrue = !isPublished(after) || acceptedEvents.has(event.eventId);
      mustHold(1, isTrue, () => `${event.eventId} counts as published, and the bus did not accept it`);
      return [];
    }
    mustHold(8, !isPublished(after), () => `${event.eventId} is not due to be published`);
    mustHold(2, !storedEvents.has(event.eventId), () => `${event.eventId} was written twice`);
    storedEvents.set(event.eventId, { event, time });
    return [event];
  }

  #noteEnds(transitions: readonly Transition[], at: Moment): void {
    for (const { before: was, after: is } of transitions) {
      const [before, after] = [changeOf(was), changeOf(is)];
      if (after?.endedUnreadAt !== undefined && before?.endedUnreadAt === undefined)
        this.#endings.set(after.changeId, at);
      const [groupBefore, group] = [groupOf(was), groupOf(is)];
      const revision = group?.roleRevisions.administration ?? 0;
      if (group !== undefined && revision !== groupBefore?.roleRevisions.administration)
        this.#administrations.push({ groupId: group.groupId, revision, at });
    }
  }

  /** When the group's administration moved for the first time after the request. */
  #lostAt({ changeId, groupId, administrationRevision, rejection }: ContactChange): Moment | undefined {
    if (rejection?.code !== 'requester-lost-administration') return this.#endings.get(changeId);
    return this.#administrations.find(
      (one) => one.groupId === groupId && one.revision > administrationRevision,
    )?.at;
  }

  #explainChange({ before: was, after: is }: Transition, written: readonly Event[], now: Moment): Event[] {
    const [before, after] = [changeOf(was), changeOf(is)];
    if (after === undefined) return [];
    const { changeId, reassignmentId } = after;
    const found = written.filter((event) => 'changeId' in event && event.changeId === changeId);
    mustMatch(found, expectedOfChange(before, after, this.#lostAt(after)), before?.eventCount ?? 0, now);
    for (const event of found) {
      const isOfIt = 'reassignmentId' in event ? event.reassignmentId : undefined;
      mustHold(6, isOfIt === reassignmentId, () => `${event.eventId} names another reassignment`);
    }
    return found;
  }
}

function explainReassignment(
  { before: was, after: is }: Transition,
  written: readonly Event[],
  now: Moment,
): Event[] {
  const [before, after] = [reassignmentOf(was), reassignmentOf(is)];
  if (after === undefined) return [];
  const found = written.filter(
    (event) => event.type.startsWith('reassignment.') && event.eventId.startsWith(after.reassignmentId),
  );
  mustMatch(found, expectedOfReassignment(before, after), before?.eventCount ?? 0, now);
  return found;
}

/** One event for each that is expected, in that order, numbered on. */
function mustMatch(
  found: readonly Event[],
  expected: readonly ExpectedEvent[],
  known: number,
  now: Moment,
): void {
  const words = () =>
    `events ${JSON.stringify(found.map(({ type }) => type))}, expected ${JSON.stringify(expected)}`;
  const inOrder = found.toSorted((a, b) => a.sequence - b.sequence);
  for (const [index, { type, actors, at = now }] of expected.entries()) {
    const event = inOrder[index];
    mustHold(1, event?.type.split('.')[1] === type, words);
    mustHold(1, event.sequence === known + index + 1, () => `${event.eventId} is not in sequence`);
    mustHold(6, actors?.includes(event.actor) !== false, () => `${event.actor} is the actor of ${words()}`);
    const isThen =
      typeof at === 'string'
        ? event.at === at
        : at.from <= Date.parse(event.at) && Date.parse(event.at) <= at.until;
    mustHold(6, isThen, () => `${type} at ${event.at} instead of ${JSON.stringify(at)}`);
  }
  mustHold(2, found.length === expected.length, words);
}
