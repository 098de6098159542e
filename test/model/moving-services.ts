import { addServices } from '../../shared/commands/add-services.ts';
import { requestChange } from '../../shared/commands/request-change.ts';
import { newGroup } from '../../shared/domain/group.ts';
import { GroupId, type ChangeId, type Nic } from '../../shared/domain/identifiers.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import type { Service } from '../../shared/domain/service.ts';
import type { OutgoingMessage } from '../../shared/messages/queue.ts';
import { maxReceiveCount } from '../../shared/messages/timing.ts';
import { MemberUnavailable } from '../../functions/workers/propagate-contact/member-unavailable.ts';
import { CarefulMemberSystem } from '../support/careful-member-system.ts';
import { ada, ben, cleo, dan, eve, serviceId, World } from '../support/world.ts';

const groupOf = (number: number): GroupId => GroupId.parse(`ab12345-ovh-${number + 1}`);
const groups = [0, 1, 2];
const everyone = [ada, ben, cleo, dan, eve];

export type MovingAction =
  | { readonly kind: 'move'; readonly service: number; readonly group: number }
  | { readonly kind: 'leave'; readonly service: number }
  | {
      readonly kind: 'change';
      readonly group: number;
      readonly to: number;
      readonly roles: 'technical' | 'billing' | 'both';
    }
  | { readonly kind: 'change one'; readonly service: number; readonly to: number }
  | {
      readonly kind: 'deliver';
      readonly first: number;
      readonly howMany: number;
      readonly delivery: string;
      readonly meanwhile: { readonly service: number; readonly group: number } | undefined;
    }
  | { readonly kind: 'due'; readonly minutes: number }
  | { readonly kind: 'steps' | 'retry' };

/** Two services that move among three customers' groups, their own system, and messages with every fault. */
export class MovingServices {
  readonly #world = new World();
  readonly #system = new CarefulMemberSystem();
  readonly #attempts = new WeakMap<OutgoingMessage, number>();
  readonly #changes: ChangeId[] = [];

  static async start(): Promise<MovingServices> {
    const moving = new MovingServices();
    const world = moving.#world;
    await Promise.all(everyone.map((who) => world.account(who)));
    for (const number of groups) {
      const holder = everyone[number + 1] ?? ada;
      await world.stores.groups.create(
        newGroup(groupOf(number), { administration: ada, technical: holder, billing: holder }),
      );
    }
    world.memberSystem = moving.#system;
    return moving;
  }

  get notified(): number {
    return this.#system.notifications.length;
  }

  async happen(action: MovingAction): Promise<void> {
    const world = this.#world;
    switch (action.kind) {
      case 'move':
        return this.#move(action);
      case 'leave':
        return this.#leave(action.service);
      case 'change': {
        const named = action.roles === 'both' ? (['technical', 'billing'] as const) : [action.roles];
        return this.#change({ groupId: groupOf(action.group) }, named, action.to);
      }
      case 'change one':
        return this.#change({ serviceId: serviceId(action.service) }, ['technical'], action.to);
      case 'steps':
        return world.advance();
      case 'deliver':
        return this.#deliver(action);
      case 'due':
        world.time += action.minutes * 60_000;
        return world.runDueWork();
      case 'retry':
        return this.#retry();
      default:
        return action satisfies never;
    }
  }

  /** The system is up again, failed changes are retried, and everything takes its course. */
  async rest(): Promise<void> {
    const world = this.#world;
    for (let round = 0; round < 100; round++) {
      await this.#retry();
      await world.settle();
      world.time += 3_600_000;
      await world.runDueWork();
      const isIdle = world.changeQueue.messages.length + world.memberQueue.messages.length === 0;
      if (isIdle && (await this.#failed()).length === 0) return;
    }
    throw new Error('It does not come to rest.');
  }

  /** The contacts of each service that is a member, and those that its own system has. */
  async pairs(): Promise<{ contacts: Contacts; its: Partial<Record<Role, Nic>> }[]> {
    const services = await Promise.all([0, 1].map((number) => this.#find(number)));
    return services.flatMap((service) =>
      service === undefined
        ? []
        : [{ contacts: service.contacts, its: this.#system.contactsOf(service.serviceId) }],
    );
  }

  #find(number: number): Promise<Service | undefined> {
    return this.#world.stores.services.find(serviceId(number));
  }

  async #move({ service, group }: { readonly service: number; readonly group: number }): Promise<void> {
    await this.#leave(service);
    const wanted = [{ serviceId: serviceId(service), kind: 'line' as const }];
    await addServices(this.#world.effects, groupOf(group), wanted, String);
  }

  async #leave(number: number): Promise<void> {
    const { stores, clock } = this.#world;
    const service = await this.#find(number);
    const found = service && (await stores.groups.find(service.groupId));
    if (service !== undefined && found !== undefined)
      await stores.services.remove(found.group, service, clock.now());
  }

  async #change(
    about: Parameters<typeof requestChange>[2],
    named: readonly Role[],
    to: number,
  ): Promise<void> {
    const nic = everyone[to] ?? ada;
    const code = await this.#world.code(nic, ['technical', 'billing']);
    const asked = {
      contacts: Object.fromEntries(named.map((role) => [role, nic])),
      consentCodes: new Map(nic === ada ? [] : [[nic, code]]),
    };
    const caller = { nic: ada, isOperator: false };
    try {
      const { requested } = await requestChange(this.#world.effects, caller, about, asked, {
        isDryRun: false,
      });
      if (requested !== undefined) this.#changes.push(requested.change.changeId);
    } catch (error) {
      // Nothing to change, or the service is away.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async #deliver({
    first,
    howMany,
    delivery,
    meanwhile,
  }: Extract<MovingAction, { kind: 'deliver' }>): Promise<void> {
    const { memberQueue } = this.#world;
    const taken = memberQueue.messages.splice(first % (memberQueue.messages.length || 1), howMany);
    if (delivery === 'is lost') return;
    this.#system.isDown = delivery === 'is down';
    this.#system.isUnheard = delivery === 'answer is lost';
    this.#system.before = async () => {
      this.#system.before = undefined;
      if (meanwhile !== undefined) await this.#move(meanwhile);
    };
    for (const message of delivery === 'arrives twice' ? [...taken, ...taken] : taken)
      await this.#deliverOne(message);
    this.#system.before = undefined;
    this.#system.isDown = false;
    this.#system.isUnheard = false;
  }

  /** A message that fails comes again until it is out of attempts. */
  async #deliverOne(message: OutgoingMessage): Promise<void> {
    const attempt = (this.#attempts.get(message) ?? 0) + 1;
    try {
      await this.#world.propagate([message], Math.min(attempt, maxReceiveCount));
    } catch (error) {
      if (!(error instanceof MemberUnavailable)) throw error;
      this.#attempts.set(message, attempt);
      this.#world.memberQueue.messages.push(message);
    }
  }

  async #failed() {
    const changes = await this.#world.stores.changes.findMany(this.#changes);
    return changes.filter(({ state }) => state === 'completed-with-failures');
  }

  async #retry(): Promise<void> {
    for (const change of await this.#failed()) await this.#world.retry(ada, change);
  }
}
