import { monotonicFactory } from 'ulid';
import { advanceChange } from '../../functions/workers/advance-change/advance-change.ts';
import { propagateContact } from '../../functions/workers/propagate-contact/propagate-contact.ts';
import type { MemberSystem } from '../../functions/workers/propagate-contact/member-system.ts';
import { recordFailure } from '../../functions/workers/record-failure/record-failure.ts';
import { runReassignment } from '../../functions/workers/run-reassignment/run-reassignment.ts';
import { runDueWork } from '../../functions/scheduled/run-due-work/run-due-work.ts';
import { decideAsRecipient, decideChange } from '../../shared/commands/decide-change.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import type { Caller } from '../../shared/domain/caller.ts';
import { retryChange } from '../../shared/commands/retry-change.ts';
import { requestChange } from '../../shared/commands/request-change.ts';
import type { Account } from '../../shared/domain/account.ts';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { cancel } from '../../shared/domain/decide.ts';
import { newGroup, type Group } from '../../shared/domain/group.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../../shared/domain/identifiers.ts';
import { progressOf } from '../../shared/domain/member-outcome.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import type { Service } from '../../shared/domain/service.ts';
import { MemberMessage } from '../../shared/messages/member-message.ts';
import { memberMessageLife } from '../../shared/messages/timing.ts';
import { environments } from '../../infra/environments.ts';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import type { QueueWorker } from '../../shared/messages/queue-handler.ts';
import { hashOf } from '../../shared/runtime/hash.ts';
import type { Log } from '../../shared/runtime/log.ts';
import { accountStore } from '../../shared/store/accounts.ts';
import { changeStore } from '../../shared/store/changes.ts';
import { consentCodeStore } from '../../shared/store/consent-codes.ts';
import { dueWorkStore } from '../../shared/store/due-work.ts';
import { failureStore } from '../../shared/store/failures.ts';
import { groupStore } from '../../shared/store/groups.ts';
import { memberContactsStore } from '../../shared/store/member-contacts.ts';
import { memberStore } from '../../shared/store/members.ts';
import { missingStore } from '../../shared/store/missing.ts';
import { progressStore } from '../../shared/store/progress.ts';
import { reassignmentStore } from '../../shared/store/reassignments.ts';
import { serviceStore } from '../../shared/store/services.ts';
import type { Table } from '../../shared/store/table.ts';
import { MemoryQueue } from './memory-queue.ts';
import { MemoryTable } from './memory-table.ts';
import { RecordedMetrics } from './recorded-metrics.ts';
import type * as z from 'zod';

export const nic = (name: string): Nic => Nic.parse(name);
export const groupId = GroupId.parse('ab12345-ovh-1');
export const serviceId = (number: number): ServiceId =>
  ServiceId.parse(`00339${String(72_100_000 + number)}`);
export const asNic = (who: Nic): Caller => ({ nic: who, isOperator: false });

/** Departments with an account that may hold any role. */
export const ada = nic('ad1-ovh');
export const ben = nic('be2-ovh');
export const cleo = nic('cl3-ovh');
export const dan = nic('da4-ovh');
export const eve = nic('ev5-ovh');

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

const { memberTiming } = environments.local;
/** In milliseconds: after so long a member that was not found is sent to again. */
export const resendAfter = memberMessageLife(memberTiming) * 1_000;

/** What a request may say besides the contacts. */
export interface Asked {
  readonly service?: number;
  readonly reason?: string;
  readonly effectiveAt?: Date;
  readonly codes?: Readonly<Record<string, string>>;
  readonly isDryRun?: boolean;
  readonly isOperator?: boolean;
}

/** The whole system in memory, at a time that the test sets, with messages that the test delivers. */
export class World {
  time = Date.parse('2026-03-01T08:00:00.000Z');
  readonly table: Table;
  readonly changeQueue = new MemoryQueue();
  readonly propagationQueue = new MemoryQueue();
  readonly reassignmentQueue = new MemoryQueue();
  readonly metrics = new RecordedMetrics();
  #codes = 0;
  readonly #ulid = monotonicFactory();
  readonly clock = { now: () => new Date(this.time) };

  constructor(table: Table = new MemoryTable()) {
    this.table = table;
  }

  get stores() {
    const { table } = this;
    return {
      accounts: accountStore(table),
      groups: groupStore(table),
      members: memberStore(table),
      services: serviceStore(table),
      memberContacts: memberContactsStore(table),
      changes: changeStore(table),
      progress: progressStore(table),
      failures: failureStore(table),
      missing: missingStore(table),
      dueWork: dueWorkStore(table),
      consentCodes: consentCodeStore(table),
      reassignments: reassignmentStore(table),
    };
  }

  /** Set, members' own systems are told. */
  memberSystem: MemberSystem | undefined;

  get effects() {
    const { clock, changeQueue, propagationQueue, reassignmentQueue, memberSystem, metrics } = this;
    const longestPauseSeconds = memberTiming.longestPause;
    const members = {
      tellsMembers: memberSystem !== undefined,
      longestPauseSeconds,
      resendAfterMilliseconds: resendAfter,
      tell: memberSystem && { ...this.stores, system: memberSystem },
    };
    const newChangeId = () => ChangeId.parse(this.#ulid(this.time));
    const newReassignmentId = () => ReassignmentId.parse(this.#ulid(this.time));
    const observers = { log: silentLog, metrics };
    const queues = { changeQueue, propagationQueue, reassignmentQueue };
    const ids = { newChangeId, newReassignmentId };
    return { ...this.stores, clock, ...queues, ...ids, ...observers, ...members };
  }

  account(who: Nic, known: Partial<Account> = {}): Promise<void> {
    return this.stores.accounts.save({
      nic: who,
      voipValidated: true,
      balanceCents: 0,
      status: 'open',
      ...known,
    });
  }

  /** A group of `ada`'s with that many services, and an account for everyone. */
  async group(services: number, contacts: Partial<Contacts> = {}): Promise<Group> {
    await Promise.all([ada, ben, cleo, dan, eve].map((who) => this.account(who)));
    const group = newGroup(groupId, { administration: ada, technical: ada, billing: ada, ...contacts });
    await this.stores.groups.create(group);
    const numbers = Array.from({ length: services }, (_, index) => index);
    for (let start = 0; start < services; start += 40) await this.join(...numbers.slice(start, start + 40));
    return this.groupNow();
  }

  join(...numbers: number[]) {
    const wanted = numbers.map((number) => ({ serviceId: serviceId(number), kind: 'line' as const }));
    return addServices(this.stores, groupId, wanted, String);
  }

  async leave(number: number): Promise<boolean> {
    const service = await this.service(number);
    return this.stores.services.remove(await this.groupNow(), service, this.clock.now());
  }

  /** A request about the group, or about the service of that number. */
  async request(who: Nic, contacts: Partial<Record<Role, Nic>>, asked: Asked = {}) {
    const { service, codes = {}, isOperator = false, ...rest } = asked;
    const about = service === undefined ? { groupId } : { serviceId: serviceId(service) };
    const consentCodes = new Map(Object.entries(codes).map(([name, code]) => [nic(name), code]));
    const caller = { nic: who, isOperator };
    const options = { isDryRun: asked.isDryRun ?? false };
    const { requested } = await requestChange(
      this.effects,
      caller,
      about,
      { contacts, consentCodes, ...rest },
      options,
    );
    if (requested === undefined) throw new Error('This was a replay.');
    return requested;
  }

  accept(who: Nic, { changeId }: Pick<ContactChange, 'changeId'>) {
    return decideAsRecipient(this.effects, asNic(who), changeId, { decision: 'accepted' });
  }

  refuse(who: Nic, { changeId }: Pick<ContactChange, 'changeId'>, reason?: string) {
    return decideAsRecipient(this.effects, asNic(who), changeId, { decision: 'refused', reason });
  }

  cancel(who: Nic, { changeId }: Pick<ContactChange, 'changeId'>, isOperator = false) {
    const caller = { nic: who, isOperator };
    return decideChange(this.effects, caller, changeId, (change) => cancel(change, caller));
  }

  retry(who: Nic, { changeId }: Pick<ContactChange, 'changeId'>, isOperator = false) {
    return retryChange(this.effects, { nic: who, isOperator }, changeId);
  }

  /** A consent code of `who`'s. */
  async code(who: Nic, roles: Role[], bound: { groupId?: GroupId; minutes?: number } = {}): Promise<string> {
    const code = `code-${this.#codes++}`;
    const expiresAt = new Date(this.time + (bound.minutes ?? 60) * 60_000).toISOString();
    await this.stores.consentCodes.save({
      hash: hashOf(code),
      nic: who,
      roles,
      groupId: bound.groupId,
      expiresAt,
    });
    return code;
  }

  /** A change that is effective: asked for by `ada` or whoever administers, and agreed to by everyone. */
  async effectiveChange(who: Nic, contacts: Partial<Record<Role, Nic>>): Promise<ContactChange> {
    const { change } = await this.request(who, contacts);
    for (const { nic: recipient, decision } of change.consents) {
      if (decision === 'pending') await this.accept(recipient, change);
    }
    return this.changeNow(change);
  }

  async groupNow(): Promise<Group> {
    const found = await this.stores.groups.find(groupId);
    if (found === undefined) throw new Error('There is no group.');
    return found.group;
  }

  async changeNow({ changeId }: Pick<ContactChange, 'changeId'>): Promise<ContactChange> {
    const change = await this.stores.changes.find(changeId);
    if (change === undefined) throw new Error('There is no such change.');
    return change;
  }

  async progressNow(change: Pick<ContactChange, 'changeId'>) {
    const counts = await this.stores.progress.read(change.changeId);
    return progressOf(await this.changeNow(change), await this.groupNow(), counts);
  }

  async service(number: number): Promise<Service> {
    const service = await this.stores.services.find(serviceId(number));
    if (service === undefined) throw new Error('There is no such service.');
    return service;
  }

  /** What a message to a member says. */
  memberMessage(body: unknown): MemberMessage {
    return MemberMessage.parse(body);
  }

  /** One delivery of a batch of messages to a worker, as the queue would make it. */
  async deliver<Schema extends z.ZodType, Result>(
    worker: QueueWorker<Schema, Result>,
    messages: readonly OutgoingMessage[],
    attempt = 1,
  ): Promise<void> {
    const done = [];
    for (const { body } of messages) {
      const message = worker.message.parse(body);
      done.push({ message, result: await worker.work(message, { attempt }), attempt });
    }
    await worker.afterBatch?.(done);
  }

  propagate(
    messages: readonly OutgoingMessage[] = this.propagationQueue.take(),
    attempt?: number,
  ): Promise<void> {
    return this.deliver(propagateContact(this.effects), messages, attempt);
  }

  advance(messages: readonly OutgoingMessage[] = this.changeQueue.take()): Promise<void> {
    return this.deliver(advanceChange(this.effects), messages);
  }

  fail(message: MemberMessage): Promise<void> {
    return this.deliver(recordFailure(this.effects), [{ body: message }]);
  }

  runJobs(messages: readonly OutgoingMessage[] = this.reassignmentQueue.take()): Promise<void> {
    return this.deliver(runReassignment(this.effects), messages);
  }

  runDueWork(): Promise<void> {
    return runDueWork(this.effects)();
  }

  /**
   * Lets the flow run until no message is left, waiting as long as messages ask for. Before each delivery to
   * members `lose` may take messages away.
   */
  async settle(
    lose: (messages: OutgoingMessage[]) => OutgoingMessage[] = (messages) => messages,
  ): Promise<void> {
    for (let round = 0; round < 500; round++) {
      await this.propagate(lose(this.propagationQueue.take()));
      const steps = this.changeQueue.take();
      const jobs = this.reassignmentQueue.take();
      if (steps.length + jobs.length + this.propagationQueue.messages.length === 0) return;
      this.time += 1_000 * Math.max(0, ...[...steps, ...jobs].map((step) => step.delaySeconds ?? 0));
      await this.advance(steps);
      await this.runJobs(jobs);
    }
    throw new Error('The flow does not come to rest.');
  }
}
