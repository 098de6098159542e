import fc from 'fast-check';
import { Nic } from '../../shared/domain/identifiers.ts';
import { Role } from '../../shared/domain/roles.ts';
import type { ServiceKind } from '../../shared/domain/service.ts';
import type { Action, Delivery, SingleAction } from './actions.ts';
import { operator } from '../support/reassignments.ts';
import { everyone } from './actors.ts';

const nic = fc.constantFrom(...everyone);
/** Has no account. */
const unknown = Nic.parse('uk0-ovh');
/** Mostly the first, so that requests meet. */
const group = fc.constantFrom(0, 0, 0, 1, 2);
/** Mostly the administration contact, so that most requests succeed. */
const requester = fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: nic });
const service = fc.integer({ min: 0, max: 3 });
const request = fc.nat({ max: 12 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq: number) => fc.option(arbitrary, { nil: undefined, freq });

/** Minutes of a year from the first day of a world on, which has no 29 February. */
const aYear = 365 * 24 * 60;

const contacts = fc
  .record({ administration: maybe(nic, 1), technical: maybe(nic, 3), billing: maybe(nic, 2) })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, who]) => who !== undefined)));

const account = fc.record({
  kind: fc.constant('account' as const),
  who: nic,
  voipValidated: fc.boolean(),
  balanceCents: fc.constantFrom(-1, 0, 1),
  isOpen: fc.constantFrom(true, true, false),
});

/** A request with anything in it, right or wrong. */
const askAnything = fc.record({
  kind: fc.constant('ask' as const),
  who: requester,
  contacts,
  group,
  service: maybe(service, 1),
  inMinutes: maybe(fc.constantFrom(-1, 0, 5, 60, 60, 12_000, aYear, aYear + 1), 1),
  codesFrom: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(nic, { minLength: 1, maxLength: 2 }) },
  ),
});

/** A request that is likely to succeed. */
const goodAsk = {
  kind: fc.constant('ask' as const),
  who: fc.constant(undefined),
  inMinutes: maybe(fc.constantFrom(5, 60), 1),
  codesFrom: fc.constant([]),
};
const askOfGroup = fc.record({
  ...goodAsk,
  contacts: fc.oneof(
    nic.map((to) => ({ administration: to })),
    nic.map((to) => ({ technical: to })),
  ),
  group,
  service: fc.constant(undefined),
});
const askOfService = fc.record({
  ...goodAsk,
  contacts: nic.map((to) => ({ technical: to })),
  group: fc.constant(0),
  service,
});

const decide = fc.record({
  kind: fc.constant('decide' as const),
  who: nic,
  request,
  decision: fc.constantFrom('accepted', 'accepted', 'refused'),
});
const agree = fc.record({ kind: fc.constant('agree' as const), request });
const retry = fc.record({ kind: fc.constant('retry' as const), request });
const remind = fc.record({ kind: fc.constant('remind' as const), who: requester, request });
const cancel = fc.record({ kind: fc.constant('cancel' as const), who: nic, request });

const join = fc.record({
  kind: fc.constant('join' as const),
  service,
  group,
  others: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(service, { minLength: 1, maxLength: 3 }) },
  ),
  isPartial: fc.boolean(),
  as: fc.constantFrom<ServiceKind[]>('line', 'line', 'number'),
  leaves: fc.boolean(),
});
const leave = fc.record({ kind: fc.constant('leave' as const), service });

/** Any of them: one without services is among them. */
const anyGroup = fc.constantFrom(0, 1, 2, 2);
const deleteGroup = fc.record({
  kind: fc.constant('delete-group' as const),
  group: anyGroup,
  leave: fc.boolean(),
});
const makeGroup = fc.record({
  kind: fc.constant('make-group' as const),
  group: anyGroup,
  contacts: fc.record({ administration: nic, technical: nic, billing: nic }),
});

const clock = fc.record({
  kind: fc.constant('clock' as const),
  minutes: fc.constantFrom(1, 5, 60, 1_440, 10_080),
});
const due = fc.constant({ kind: 'due' as const });
const steps = fc.constant({ kind: 'steps' as const });
const deliveries: Delivery[] = [
  ...(['once', 'once', 'once', 'twice', 'lost', 'reversed', 'dead'] as const),
  ...(['system-down', 'answer-lost', 'given-up'] as const),
];
const deliver = fc.record({
  kind: fc.constant('deliver' as const),
  every: fc.integer({ min: 1, max: 3 }),
  delivery: fc.constantFrom(...deliveries),
});

const batch = fc.constantFrom('moves', 'moves', 'others');
const reassignment = fc.record({
  kind: fc.constant('reassignment' as const),
  who: requester,
  from: fc.oneof({ weight: 12, arbitrary: nic }, { weight: 1, arbitrary: fc.constant(unknown) }),
  to: nic,
  roles: fc.uniqueArray(fc.constantFrom(...Role.options), { minLength: 1, maxLength: 3 }),
  batch: maybe(batch, 1),
  inMinutes: maybe(fc.constantFrom(-1, 5, 60, 60, 12_000, aYear, aYear + 1), 1),
  isOperator: fc.boolean(),
});
const decideReassignment = fc.record({
  kind: fc.constant('decide-reassignment' as const),
  who: requester,
  request: fc.nat({ max: 3 }),
  decision: fc.constantFrom('accepted', 'accepted', 'accepted', 'refused', 'cancelled'),
});
const remindOfReassignment = fc.record({
  kind: fc.constant('remind-of-reassignment' as const),
  who: requester,
  request: fc.nat({ max: 3 }),
});
const acceptBatch = fc.record({
  kind: fc.constant('accept-batch' as const),
  batch,
  by: fc.oneof(nic, fc.constant(operator)),
  to: nic,
});
const runReassignments = fc.constant({ kind: 'run-reassignments' as const });

const weighted = (...all: [number, fc.Arbitrary<SingleAction>][]): fc.Arbitrary<SingleAction> =>
  fc.oneof(...all.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const single = weighted(
  [1, account],
  [6, askAnything],
  [3, askOfGroup],
  [3, askOfService],
  [2, decide],
  [5, agree],
  [1, retry],
  [1, remind],
  [1, cancel],
  [2, clock],
  [2, due],
  [6, steps],
  [6, deliver],
  [3, join],
  [1, leave],
  [1, deleteGroup],
  [2, makeGroup],
  [1, acceptBatch],
  [2, reassignment],
  [3, decideReassignment],
  [1, remindOfReassignment],
  [3, runReassignments],
);

/** Two actions that are about the same, so that they meet. */
const rivals: fc.Arbitrary<[SingleAction, SingleAction]> = fc.oneof(
  fc.tuple(join, join, service).map(([a, b, same]): [SingleAction, SingleAction] => [
    { ...a, service: same },
    { ...b, service: same },
  ]),
  fc
    .tuple(askOfGroup, askOfGroup)
    .map(([a, b]): [SingleAction, SingleAction] => [a, { ...b, group: a.group }]),
  fc
    .tuple(reassignment, reassignment)
    .map(([a, b]): [SingleAction, SingleAction] => [a, { ...a, inMinutes: b.inMinutes }]),
  fc.tuple(askOfService, weighted([1, askOfGroup], [1, leave], [1, join])),
  fc
    .tuple(deleteGroup, fc.oneof(join, askOfGroup, makeGroup), anyGroup)
    .map(([a, b, same]): [SingleAction, SingleAction] => [
      { ...a, group: same },
      { ...b, group: same },
    ]),
  fc
    .tuple(fc.oneof(agree, agree, retry, remind), fc.oneof(agree, cancel, retry, remind), request)
    .map(([a, b, same]): [SingleAction, SingleAction] => [
      { ...a, request: same },
      { ...b, request: same },
    ]),
  fc.tuple(
    weighted([2, steps], [2, deliver], [1, due], [1, runReassignments]),
    weighted(
      [2, leave],
      [2, join],
      [2, retry],
      [1, deliver],
      [1, agree],
      [1, cancel],
      [1, decideReassignment],
    ),
  ),
);

/** What happens in the middle of something else; most commands make few calls. */
const calls = fc.oneof(fc.nat(4), fc.nat(12));

export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: single },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('meanwhile'), first: single, calls, second: single }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(rivals, calls)
      .map(([[first, second], made]): Action => ({ kind: 'meanwhile', first, calls: made, second })),
  },
);
