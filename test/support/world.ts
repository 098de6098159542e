import { leaving, operatorNic } from './operator.ts';
import { decideAsRecipient, decideChange } from '../../shared/commands/decide-change.ts';
import { listMemberOutcomes } from '../../functions/api/list-member-outcomes/list-member-outcomes.ts';
import { groupOfChange } from '../../shared/commands/group-of-change.ts';
import { addServices } from '../../shared/commands/add-services.ts';
import type { Caller } from '../../shared/domain/caller.ts';
import { retryChange } from '../../shared/commands/retry-change.ts';
import { requestChange } from '../../shared/commands/request-change.ts';
import type { Account } from '../../shared/domain/account.ts';
import type { ContactChange } from '../../shared/domain/contact-change.ts';
import { cancel } from '../../shared/domain/decide.ts';
import { newGroup, type Group } from '../../shared/domain/group.ts';
import { GroupId, Nic, ServiceId } from '../../shared/domain/identifiers.ts';
import { progressOf, type MemberState } from '../../shared/domain/member-outcome.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import type { Service } from '../../shared/domain/service.ts';
import type { MemberOutcomeAnswer } from '../../shared/http/contract/shapes.ts';
import { hashOf } from '../../shared/runtime/hash.ts';
import { SystemInMemory } from './system-in-memory.ts';

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

/** The optional fields of a request. */
export interface Asked {
  readonly service?: number;
  readonly group?: GroupId;
  readonly reason?: string;
  readonly effectiveAt?: Date;
  readonly codes?: Readonly<Record<string, string>>;
  readonly isDryRun?: boolean;
  readonly isOperator?: boolean;
}

/** The whole system in memory, and its callers. */
export class World extends SystemInMemory {
  #codes = 0;

  account(who: Nic, known: Partial<Account> = {}): Promise<void> {
    return this.stores.accounts.save({
      nic: who,
      voipValidated: true,
      balanceCents: 0,
      status: 'open',
      ...known,
    });
  }

  /** Creates a group of `ada` with the given number of services, and an account for everyone. */
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
    return addServices(this.effects, operatorNic, groupId, wanted, String);
  }

  async leave(number: number): Promise<boolean> {
    const service = await this.service(number);
    const group = await this.groupNow();
    return this.stores.services.remove(group, service, leaving(service, group.revision, this.clock.now()));
  }

  /** A request about a group, or about the service of that number. */
  async request(who: Nic, contacts: Partial<Record<Role, Nic>>, asked: Asked = {}) {
    const { service, group = groupId, codes = {}, isOperator = false, ...rest } = asked;
    const about = service === undefined ? { groupId: group } : { serviceId: serviceId(service) };
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

  cancel(who: Nic, { changeId }: Pick<ContactChange, 'changeId'>, isOperator = false, reason?: string) {
    const caller = { nic: who, isOperator };
    return decideChange(this.effects, caller, changeId, (change) => cancel(change, caller, reason));
  }

  retry(who: Nic, { changeId }: Pick<ContactChange, 'changeId'>, isOperator = false) {
    return retryChange(this.effects, { nic: who, isOperator }, changeId);
  }

  /** Creates a consent code of `who`. */
  async code(who: Nic, roles: Role[], bound: { groupId?: GroupId; minutes?: number } = {}): Promise<string> {
    const code = `code-${this.#codes++}`;
    const expiresAt = new Date(this.time + (bound.minutes ?? 60) * 60_000).toISOString();
    const { consentCodes } = this.stores;
    const made = { hash: hashOf(code), nic: who, roles, groupId: bound.groupId, expiresAt };
    await consentCodes.save(made, await consentCodes.liveOf(who));
    return code;
  }

  /** An effective change: requested by `ada` or the current administration contact, accepted by all recipients. */
  async effectiveChange(who: Nic, contacts: Partial<Record<Role, Nic>>): Promise<ContactChange> {
    const { change } = await this.request(who, contacts);
    for (const { nic: recipient, decision } of change.consents) {
      if (decision === 'pending') await this.accept(recipient, change);
    }
    return this.changeNow(change);
  }

  async groupNow(id: GroupId = groupId): Promise<Group> {
    const found = await this.stores.groups.find(id);
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
    const now = await this.changeNow(change);
    return progressOf(now, await groupOfChange(this.stores, now), counts);
  }

  /** How many members of a change are listed in each state. */
  async listedNow({ changeId }: Pick<ContactChange, 'changeId'>) {
    const listed = { services: 0, applied: 0, superseded: 0, failed: 0, pending: 0 };
    for (const { state } of await this.membersNow({ changeId })) {
      listed[state] += 1;
      listed.services += 1;
    }
    return listed;
  }

  /** All members that are listed of a change, or those of them in one state. */
  async membersNow(
    { changeId }: Pick<ContactChange, 'changeId'>,
    state?: MemberState,
    limit = 100,
  ): Promise<MemberOutcomeAnswer[]> {
    const list = listMemberOutcomes(this.effects);
    const members: MemberOutcomeAnswer[] = [];
    let cursor: string | undefined;
    do {
      const answered = await list({
        caller: { nic: ada, isOperator: true },
        params: { changeId },
        query: { limit, cursor, state },
        body: undefined,
        headers: {},
      });
      if (answered.isReplayed) throw new Error('This was a replay.');
      members.push(...answered.body.items);
      cursor = answered.body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return members;
  }

  /** What is recorded of a member of the change. */
  async recorded({ changeId }: Pick<ContactChange, 'changeId'>, number: number) {
    const recorded = await this.stores.outcomes.find(changeId, serviceId(number));
    if (recorded === undefined) return undefined;
    const { key: _key, ...outcome } = recorded;
    return outcome;
  }

  async service(number: number): Promise<Service> {
    const service = await this.stores.services.find(serviceId(number));
    if (service === undefined) throw new Error('There is no such service.');
    return service;
  }
}
