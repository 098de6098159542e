import fc from 'fast-check';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { Role } from '../../shared/domain/roles.ts';
import { ada, ben, cleo, dan, eve } from '../support/world.ts';

/** An event: a request, a passage of time, or a fault of the queues. */
export type Action =
  | {
      readonly kind: 'account';
      readonly who: Nic;
      readonly voipValidated: boolean;
      readonly balanceCents: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: 'ask';
      /** The group's current administration contact. */
      readonly who: Nic | undefined;
      readonly contacts: Readonly<Partial<Record<Role, Nic>>>;
      readonly service: number | undefined;
      readonly inMinutes: number | undefined;
      readonly codesFrom: readonly Nic[];
    }
  | {
      readonly kind: 'decide';
      readonly who: Nic;
      readonly request: number;
      readonly decision: 'accepted' | 'refused';
    }
  | { readonly kind: 'agree' | 'retry'; readonly request: number }
  | { readonly kind: 'cancel'; readonly who: Nic; readonly request: number }
  | { readonly kind: 'clock'; readonly minutes: number }
  | { readonly kind: 'due' }
  | { readonly kind: 'steps' }
  | {
      readonly kind: 'deliver';
      readonly every: number;
      readonly delivery: 'once' | 'twice' | 'lost' | 'reversed' | 'dead';
    }
  | { readonly kind: 'join' | 'leave'; readonly service: number }
  | {
      readonly kind: 'reassignment';
      readonly who: Nic | undefined;
      readonly from: Nic;
      readonly to: Nic;
      readonly roles: readonly Role[];
      readonly inMinutes: number | undefined;
      readonly isOperator: boolean;
    }
  | {
      readonly kind: 'decide-reassignment';
      /** The nic whose decision it is. */
      readonly who: Nic | undefined;
      readonly request: number;
      readonly decision: 'accepted' | 'refused' | 'cancelled';
    }
  | { readonly kind: 'run-reassignments' };

const everyone = [ada, ben, cleo, dan, eve];
const nic = fc.constantFrom(...everyone);
/** Mostly the administration contact, so that most requests succeed. */
const requester = fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: nic });
const service = fc.integer({ min: 0, max: 3 });
const request = fc.nat({ max: 12 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq: number) => fc.option(arbitrary, { nil: undefined, freq });

const contacts = fc
  .record({ administration: maybe(nic, 1), technical: maybe(nic, 3), billing: maybe(nic, 2) })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, who]) => who !== undefined)));

export const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('account'),
      who: nic,
      voipValidated: fc.boolean(),
      balanceCents: fc.constantFrom(-1, 0, 1),
      isOpen: fc.constantFrom(true, true, false),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask'),
      who: requester,
      contacts,
      service: maybe(service, 1),
      inMinutes: maybe(fc.constantFrom(-1, 0, 5, 60, 60, 12_000), 1),
      codesFrom: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.uniqueArray(nic, { minLength: 1, maxLength: 2 }) },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('ask'),
      who: fc.constant(undefined),
      contacts: fc.oneof(
        nic.map((to) => ({ administration: to })),
        nic.map((to) => ({ technical: to })),
      ),
      service: fc.constant(undefined),
      inMinutes: maybe(fc.constantFrom(5, 60), 1),
      codesFrom: fc.constant([]),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('ask'),
      who: fc.constant(undefined),
      contacts: nic.map((to) => ({ technical: to })),
      service,
      inMinutes: maybe(fc.constantFrom(5, 60), 1),
      codesFrom: fc.constant([]),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('decide'),
      who: nic,
      request,
      decision: fc.constantFrom('accepted', 'accepted', 'refused'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('agree'), request }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retry'), request }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel'), who: nic, request }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('clock'), minutes: fc.constantFrom(1, 5, 60, 1_440, 10_080) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'due' }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'steps' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('deliver'),
      every: fc.integer({ min: 1, max: 3 }),
      delivery: fc.constantFrom('once', 'once', 'twice', 'lost', 'reversed', 'dead'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('join', 'leave'), service }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('reassignment'),
      who: requester,
      from: nic,
      to: nic,
      roles: fc.uniqueArray(fc.constantFrom(...Role.options), { minLength: 1, maxLength: 3 }),
      inMinutes: maybe(fc.constantFrom(-1, 5, 60, 12_000), 1),
      isOperator: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('decide-reassignment'),
      who: requester,
      request: fc.nat({ max: 3 }),
      decision: fc.constantFrom('accepted', 'accepted', 'accepted', 'refused', 'cancelled'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'run-reassignments' }) },
);
