import { beforeAll, describe, expect, it } from 'vitest';
import type { HttpResult } from '../../shared/http/event.ts';
import { ChangeState } from '../../shared/domain/contact-change.ts';
import { ReassignmentState } from '../../shared/domain/reassignment.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ApiInMemory, type ClosedOperation, type RequestInMemory } from '../support/api-in-memory.ts';
import { address, batch, ineligible, makeScene, other, people, type Scene } from '../support/scene.ts';
import { toldBy } from '../support/told.ts';
import { groupId, serviceId } from '../support/world.ts';

type CallerKind = keyof typeof people;
const kinds = Object.keys(people).filter((name): name is CallerKind => name in people);

let scene: Scene;
/** Of each kind of caller: every nic, group, number, id and fact about an account that it may know. */
let mayKnow: Readonly<Record<CallerKind, readonly string[]>>;

beforeAll(async () => {
  scene = await makeScene();
  const { moved, past, own, replaced, refused, open, done, single, waiting } = scene.ids;
  const { former, formerTechnical, party, formerOfOneService, ofOneService, recipient, heir } = people;
  const { technical, billing, administration } = people;
  const pastContacts = { former, formerTechnical, party, formerOfOneService, ofOneService, recipient };
  const contacts = [administration, technical, billing];
  const services = [serviceId(0), serviceId(1)];
  const wholeGroup = [
    groupId,
    ...contacts,
    ...services,
    ...Object.values(scene.ids).filter((id) => id !== waiting),
    ...Object.values(pastContacts),
  ];
  const ofAccounts = ['recipient-in-debt', 'recipient-closed'];
  mayKnow = {
    stranger: [],
    former: [groupId, moved, past, done, administration, technical, formerTechnical],
    formerTechnical: [done, former, technical],
    party: [groupId, refused, administration, technical],
    // Both changes of the service name who was its contact before.
    formerOfOneService: [groupId, own, single, serviceId(1), administration, technical, ofOneService],
    ofOneService: [groupId, replaced, single, serviceId(1), formerOfOneService, ...contacts],
    recipient: [groupId, open, ...services, administration, billing],
    heir: [waiting, administration, technical, groupId, other.groupId],
    technical: [...wholeGroup, waiting, heir],
    billing: wholeGroup,
    administration: [...wholeGroup, waiting, heir, other.groupId, ...ofAccounts],
    operator: [
      ...wholeGroup,
      waiting,
      heir,
      other.nic,
      other.groupId,
      other.serviceId,
      'recipient-closed',
      address,
    ],
  };
});

const account = { voipValidated: true, balanceCents: 0, status: 'open' };
const groups = () => [groupId, other.groupId].map((id) => ({ groupId: id }));
const services = () => [serviceId(0), serviceId(1), other.serviceId].map((id) => ({ serviceId: id }));
const changes = () => {
  const { moved, past, own, replaced, refused, open } = scene.ids;
  return [moved, past, own, replaced, refused, open].map((changeId) => ({ changeId }));
};
const reassignments = () =>
  [scene.ids.done, scene.ids.single, scene.ids.waiting].map((id) => ({ reassignmentId: id }));
const about = (params: readonly Record<string, string>[], rest: RequestInMemory = {}): RequestInMemory[] =>
  params.map((one) => ({ ...rest, params: one }));
/** The list, and its first page. */
const paged = (params: readonly Record<string, string>[]): RequestInMemory[] => [
  ...about(params),
  ...about(params, { query: { limit: '1' } }),
];
const dryAndReal = (requests: readonly RequestInMemory[]): RequestInMemory[] =>
  requests.flatMap((request) => [{ ...request, query: { dryRun: 'true' } }, request]);
const onServices = () =>
  [
    { groupId, serviceId: serviceId(0) },
    { groupId: other.groupId, serviceId: other.serviceId },
  ] as const;

/** What each operation is asked, by every kind of caller. An operation without requests does not compile. */
const requests: Readonly<Record<ClosedOperation, () => readonly RequestInMemory[]>> = {
  putAccount: () => [{ params: { nic: other.nic }, body: account }],
  getAccount: () => [{ params: { nic: ineligible.indebted } }],
  listAccounts: () => [{ query: { prefix: other.nic.slice(0, 2) } }],
  putGroup: () => about(groups(), { body: { description: 'Other words' } }),
  listGroups: () => [{}, { query: { of: 'everyone', prefix: groupId.slice(0, 2) } }],
  listContactRoles: () =>
    [...Object.values(people), other.nic].flatMap((nic) => [
      { params: { nic } },
      { params: { nic }, query: { limit: '1' } },
    ]),
  getGroup: () => about(groups()),
  deleteGroup: () => about(groups()),
  listGroupServices: () => paged(groups()),
  addGroupServices: () =>
    ['false', 'true'].flatMap((partial) =>
      about(groups(), {
        query: { partial },
        body: { services: [{ serviceId: other.serviceId, kind: 'line' }] },
      }),
    ),
  putGroupService: () => about(onServices(), { body: { kind: 'line' } }),
  deleteGroupService: () => about(onServices()),
  getService: () => about(services()),
  getServiceRights: () => about(services()),
  requestGroupChange: () =>
    [people.heir, ineligible.indebted, ineligible.closed].flatMap((to) =>
      dryAndReal([
        ...about(groups(), { body: { contacts: { billing: to } } }),
        ...about(groups(), { body: { contacts: { administration: to } } }),
      ]),
    ),
  requestServiceChange: () =>
    [people.heir, ineligible.closed].flatMap((to) =>
      dryAndReal(about(services(), { body: { contacts: { technical: to } } })),
    ),
  listGroupChanges: () => paged(groups()),
  getMe: () => [{}],
  putMe: () => [{ body: { language: 'en' } }],
  listChangeEvents: () => paged(changes()),
  listReassignmentEvents: () => paged(reassignments()),
  remindContactChange: () => about(changes()),
  remindReassignment: () => about(reassignments()),
  listInbox: () => [{}, { query: { limit: '1' } }],
  listMyChanges: () => [
    {},
    { query: { limit: '1' } },
    ...ChangeState.options.map((state) => ({ query: { of: 'everyone', state } })),
  ],
  getContactChange: () => about(changes()),
  listMemberOutcomes: () => paged(changes()),
  acceptContactChange: () => about(changes()),
  refuseContactChange: () => about(changes(), { body: { reason: 'No.' } }),
  cancelContactChange: () => about(changes()),
  retryContactChange: () => about(changes()),
  retryFailedChanges: () => [
    {
      body: {
        state: 'completed-with-failures',
        since: '2020-01-01T00:00:00Z',
        until: '2030-01-01T00:00:00Z',
      },
    },
  ],
  createConsentCode: () => [{ body: { roles: ['technical'] } }],
  listConsentCodes: () => [{}],
  revokeConsentCode: () => [{ params: { codeId: '01KJQ7F6G8H0J2K4M6N8P0Q2R4' } }],
  requestReassignment: () =>
    [people.heir, ineligible.closed].flatMap((to) =>
      [people.technical, other.nic].flatMap((from) =>
        dryAndReal([
          { body: { from, to, roles: ['technical'] } },
          { body: { from, to, roles: ['technical'], groupIds: [groupId, other.groupId] } },
        ]),
      ),
    ),
  listReassignments: () => [
    {},
    ...[{ limit: '1' }, { batch }].map((query) => ({ query: { ...query } })),
    ...ReassignmentState.options.map((state) => ({ query: { of: 'everyone', state } })),
  ],
  getReassignment: () => about(reassignments()),
  listReassignmentOutcomes: () => paged(reassignments()),
  acceptReassignment: () => about(reassignments()),
  previewReassignment: () => paged(reassignments()),
  acceptReassignments: () =>
    [people.administration, other.nic].map((requestedBy) => ({
      body: { batch, requestedBy, requestedUntil: '2026-12-01T08:00:00.000Z' },
    })),
  refuseReassignment: () => about(reassignments()),
  cancelReassignment: () => about(reassignments()),
  resyncMembers: () => [{}],
  getResync: () => [{ params: { resyncId: '01KJQ6D4E6F8G0H2J4K6M8N0P2' } }],
};

interface Answered {
  readonly request: RequestInMemory;
  readonly answer: HttpResult;
  /** Without what the caller sent, its own nic, and the ids of what it has just made. */
  readonly told: readonly string[];
}

const idsIn = (value: unknown) => toldBy({ statusCode: 0, headers: {}, body: JSON.stringify(value) });

/** Each request in a world of its own, so that none sees what another did. */
async function ask(operation: ClosedOperation, kind: CallerKind): Promise<Answered[]> {
  const known = new Set<string>(Object.values(scene.ids));
  const isNew = (id: string): boolean => /^[0-7][0-9A-Z]{25}$/.test(id) && !known.has(id);
  const asking = { nic: people[kind], isOperator: kind === 'operator' };
  const answered: Answered[] = [];
  for (const request of requests[operation]()) {
    const answer = await new ApiInMemory(await scene.copy()).call(operation, asking, request);
    const sent = idsIn(request);
    const told = [...toldBy(answer)].filter((id) => id !== asking.nic && !sent.has(id) && !isNew(id));
    answered.push({ request, answer, told });
  }
  return answered;
}

const closed = Object.keys(requests).filter((id): id is ClosedOperation => id in requests);

describe.each(kinds)('To a caller of the kind %s', (kind) => {
  const all = new Map<ClosedOperation, readonly Answered[]>();
  beforeAll(async () => {
    for (const operation of closed) all.set(operation, await ask(operation, kind));
  });

  it.each(closed)('%s tells nothing that it may not know', (operation) => {
    const wrong = (all.get(operation) ?? []).flatMap(({ request, told }) => {
      const secrets = told.filter((id) => !mayKnow[kind].includes(id));
      return secrets.length === 0 ? [] : [{ request, secrets }];
    });
    expect(wrong).toEqual([]);
  });

  it('the answers together tell all that it may know', () => {
    const told = new Set([...all.values()].flat().flatMap((one) => [...toldBy(one.answer)]));
    expect(mayKnow[kind].filter((id) => !told.has(id))).toEqual([]);
  });

  it('an id that it may not know is answered as one that does not exist', async () => {
    const isUnknown = (id: string) => id !== people[kind] && !mayKnow[kind].includes(id);
    for (const [operation, answers] of all)
      for (const { request, answer } of answers) {
        const { params = {} } = request;
        if (operations[operation].access === 'operator' || !Object.values(params).some(isUnknown)) continue;
        const nowhere = Object.fromEntries(
          Object.keys(params).map((name) => [name, nonexistent[name] ?? '']),
        );
        const asking = { nic: people[kind], isOperator: kind === 'operator' };
        const api = new ApiInMemory(await scene.copy());
        expect(answer).toEqual(await api.call(operation, asking, { ...request, params: nowhere }));
        expect(answer.statusCode).toBe(operation === 'listContactRoles' ? 200 : 404);
      }
  });
});

const nonexistent: Readonly<Record<string, string>> = {
  nic: 'zz99-ovh',
  groupId: 'zz99-ovh-9',
  serviceId: '0044999999999',
  changeId: '01KJQ6D4E6F8G0H2J4K6M8N0P2',
  reassignmentId: '01KJQ6D4E6F8G0H2J4K6M8N0P2',
  codeId: '01KJQ7F6G8H0J2K4M6N8P0Q2R4',
};
