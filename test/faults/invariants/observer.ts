import type * as z from 'zod';
import { eventPrefix } from '../../../shared/store/event-keys.ts';
import { changePrefix, groupKey, outcomePrefix } from '../../../shared/store/keys.ts';
import { ChangeId, type ServiceId } from '../../../shared/domain/identifiers.ts';
import { roles, type Role } from '../../../shared/domain/roles.ts';
import type { Item } from '../../../shared/store/table.ts';
import { standing } from '../../../shared/domain/member-outcome.ts';
import { ChangeMessage } from '../../../shared/messages/change-message.ts';
import { MailMessage } from '../../../shared/messages/mail-message.ts';
import { EventMessage } from '../../../shared/messages/event-message.ts';
import { ReassignmentMessage } from '../../../shared/messages/reassignment-message.ts';
import type { Invocation } from '../gate/invocation.ts';
import type { Delivery } from '../queues/message.ts';
import type { QueueName } from '../queues/topology.ts';
import type { Live } from '../run/run.ts';
import { groupIds } from '../scenario/people.ts';
import type { TableMirror, Transition } from '../table/mirror.ts';
import { mustHold, type Invariant } from '../violation.ts';
import { checkChangeState, checkProgress } from './change-states.ts';
import { EventWatch } from './event-watch.ts';
import { checkEffects } from './effects.ts';
import { LostCounts } from './lost-counts.ts';
import { ReassignmentWatch } from './reassignment-watch.ts';
import { memberOf, readMember, serviceNamedBy, type History } from './history.ts';
import { TableView, serviceOf } from './table-view.ts';
import { checkServiceRow } from './service-rows.ts';
import { checkWholeGroup } from './whole-group.ts';

export interface WrittenBy {
  readonly invocation: Invocation;
  readonly operation: string;
  readonly time: number;
}

/** Observes every write and the end of every worker, and checks the safety invariants at once. */
export class Observer {
  readonly #history: History;
  readonly #view: TableView;
  readonly #reassignments: ReassignmentWatch;
  readonly lostCounts = new LostCounts();
  readonly #events: EventWatch;
  #notifiedRevision: ((serviceId: ServiceId, role: Role) => number) | undefined;

  constructor(mirror: TableMirror, history: History) {
    this.#history = history;
    this.#view = new TableView(mirror);
    this.#reassignments = new ReassignmentWatch(this.#view);
    this.#events = new EventWatch(history);
  }

  /** Checks the effect of one write. */
  written(transitions: readonly Transition[], { invocation, operation, time }: WrittenBy): void {
    const [history, view] = [this.#history, this.#view];
    checkEffects(transitions, history, view, time);
    this.#reassignments.written(transitions, time);
    this.#events.written(transitions, invocation, time);
    const isPropagation = invocation.name === 'propagateContact' && operation === 'UpdateItem';
    if (isPropagation) for (const { before, after } of transitions) this.#mustBeNotified(before, after);
    for (const transition of transitions) {
      checkServiceRow(transition, history, isPropagation);
      if (isPropagation) history.hints.propagated(transition, invocation);
      checkChangeState(transition, view);
      this.lostCounts.written(transition);
      const { key, after } = transition;
      const [, changeId = '', kind] = key.pk.split('#');
      if (after !== undefined && kind === 'OUTCOMES' && key.sk.startsWith(outcomePrefix)) {
        history.failures.add(`${changeId} ${key.sk.slice(outcomePrefix.length)}`);
      }
    }
    const written = groupIds.filter((id) => transitions.some(({ key }) => key.pk === groupKey(id).pk));
    for (const groupId of written) {
      checkWholeGroup(view.group(groupId), view, time);
      for (const change of view.changesOf(groupId)) checkProgress(change, view);
    }
    if (written.length > 0) return;
    const changes = transitions.flatMap(({ key: { pk, sk } }) =>
      pk.startsWith(changePrefix) && !sk.startsWith(eventPrefix) ? (pk.split('#')[1] ?? []) : [],
    );
    for (const changeId of new Set(changes)) {
      const change = view.change(ChangeId.parse(changeId));
      if (change !== undefined) checkProgress(change, view);
    }
  }

  /** Checks the result of a batch: `done` messages are deleted, `left` ones return. */
  worked(queue: QueueName, live: Live, done: readonly Delivery[], left: readonly Delivery[]): void {
    for (const { message } of left) this.#history.touch(message.body);
    if (live.outcome === undefined) return;
    const { invocation, outcome } = live;
    mustHold(4, !('error' in outcome), () => `${invocation.label} failed as a whole: ${wordsOf(outcome)}`);
    for (const delivery of left) this.#mustBeExcused(queue, invocation, delivery);
    if (queue === 'members') for (const { message } of done) this.#mustBeAccountedFor(1, message.body);
    if (queue === 'member-dead-letters')
      for (const { message } of done) this.#mustBeAccountedFor(5, message.body);
  }

  /** The member system is notified before the member's row is written. */
  #mustBeNotified(before: Item | undefined, after: Item | undefined): void {
    const [was, is] = [serviceOf(before), serviceOf(after)];
    const notifiedRevision = this.#notifiedRevision;
    if (was === undefined || is === undefined || notifiedRevision === undefined) return;
    for (const role of roles) {
      const isKnown =
        is.revisions[role] === was.revisions[role] ||
        notifiedRevision(is.serviceId, role) >= is.revisions[role];
      mustHold(6, isKnown, () => `${is.serviceId} took a change that its member system was not notified of`);
    }
  }

  /** Passes the revision at which the member system has each role of each member. */
  watch(notifiedRevision: (serviceId: ServiceId, role: Role) => number): void {
    this.#notifiedRevision = notifiedRevision;
  }

  /** A message fails because a fault hit it, never because a fault hit another. */
  #mustBeExcused(
    queue: QueueName,
    { label, faults }: Invocation,
    { message: { body, number } }: Delivery,
  ): void {
    if (!isReadable(queue, body)) return;
    const serviceId = queue === 'members' ? serviceNamedBy(body) : undefined;
    const isExcused =
      serviceId === undefined
        ? faults.length > 0
        : faults.some((fault) => fault.includes(serviceId) || isOfChange(fault, body));
    mustHold(
      4,
      isExcused,
      () => `message ${number} failed in ${label}, and nothing had befallen it: ${body}`,
    );
  }

  /** A processed message has left its change or a failure record, unless the member was deleted. */
  #mustBeAccountedFor(invariant: Invariant, body: string): void {
    const message = readMember(body);
    if (message === undefined) return;
    const change = this.#view.change(message.changeId);
    const service = this.#view.service(message.serviceId);
    const isThere =
      change === undefined ||
      service?.groupId !== message.groupId ||
      service.joinedRevision >= message.revision ||
      standing(service, change) !== 'pending';
    const isRecorded = this.#history.failures.has(memberOf(body) ?? '');
    mustHold(invariant, isThere || isRecorded, () => `a message was dealt with and left nothing: ${body}`);
  }
}

/** A fault on the change's own row, which the worker needs when a member has no outcome or a late one. */
function isOfChange(fault: string, body: string): boolean {
  const member = readMember(body);
  return member !== undefined && fault.includes(`${changePrefix}${member.changeId} CHANGE`);
}

const wordsOf = (outcome: object): string => ('error' in outcome ? String(outcome.error) : '');

const messages: Partial<Record<QueueName, z.ZodType>> = {
  changes: ChangeMessage,
  reassignments: ReassignmentMessage,
  events: EventMessage,
  mail: MailMessage,
};

/** Whether its worker can parse it. */
export function isReadable(queue: QueueName, body: string): boolean {
  const message = messages[queue];
  if (message === undefined) return serviceNamedBy(body) !== undefined;
  try {
    return message.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}
