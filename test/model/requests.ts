import type { ClosedOperation, RequestInMemory } from '../support/api-in-memory.ts';
import { nic, serviceId, type World } from '../support/world.ts';
import { everyone, groupIds, serviceNumbers } from './actors.ts';

/** Who has no role anywhere. */
export const stranger = nic('st1-ovh');

type Request = readonly [ClosedOperation, RequestInMemory];

/** Every request that reads, about everything that there is, and the dry runs of those that write. */
export function reads(world: World): readonly (readonly [ClosedOperation, RequestInMemory])[] {
  const of = (operation: ClosedOperation, name: string, ids: readonly string[], query = {}) =>
    ids.map((id) => [operation, { params: { [name]: id }, query }] as const);
  const numbers = serviceNumbers.map(serviceId);
  const { changeIds, reassignmentIds } = world;
  const short = { limit: '1' };
  const others = [...everyone, stranger];
  return [
    ['listGroups', {}],
    ['listMyChanges', {}],
    ['getMe', {}],
    ['listInbox', {}],
    ['listInbox', { query: short }],
    ['listConsentCodes', {}],
    ['listReassignments', {}],
    ['listMyChanges', { query: { of: 'everyone', state: 'completed' } }],
    ['listReassignments', { query: { of: 'everyone', state: 'running' } }],
    ['listGroups', { query: { of: 'everyone', prefix: groupIds[0]?.slice(0, 2) ?? '' } }],
    ...of('listContactRoles', 'nic', others),
    ...of('listContactRoles', 'nic', others, short),
    ...of('getAccount', 'nic', others),
    ['listAccounts', { query: { prefix: others[0]?.slice(0, 2) ?? '' } }],
    ...of('getGroup', 'groupId', groupIds),
    ...of('listGroupServices', 'groupId', groupIds, short),
    ...of('listGroupChanges', 'groupId', groupIds),
    ...of('getService', 'serviceId', numbers),
    ...of('getServiceRights', 'serviceId', numbers),
    ...of('getContactChange', 'changeId', changeIds),
    ...of('listChangeEvents', 'changeId', changeIds),
    ...of('listMemberOutcomes', 'changeId', changeIds),
    ...of('listMemberOutcomes', 'changeId', changeIds, short),
    ...of('getReassignment', 'reassignmentId', reassignmentIds),
    ...of('previewReassignment', 'reassignmentId', reassignmentIds),
    ...of('previewReassignment', 'reassignmentId', reassignmentIds, short),
    ...of('listReassignmentEvents', 'reassignmentId', reassignmentIds),
    ...of('listReassignmentOutcomes', 'reassignmentId', reassignmentIds),
    ...of('listReassignmentOutcomes', 'reassignmentId', reassignmentIds, short),
    ...others.flatMap((from) =>
      ['1', '50'].map((limit): [ClosedOperation, RequestInMemory] => [
        'requestReassignment',
        {
          query: { dryRun: 'true', limit },
          body: { from, to: everyone[0], roles: ['technical', 'billing'] },
        },
      ]),
    ),
    ...groupIds.map((groupId): [ClosedOperation, RequestInMemory] => [
      'requestGroupChange',
      { params: { groupId }, query: { dryRun: 'true' }, body: { contacts: { billing: everyone[1] } } },
    ]),
  ];
}

/** A request of each kind that writes, about everything that there is. */
export function writes({ changeIds, reassignmentIds }: World): readonly Request[] {
  const of = (
    operations: readonly ClosedOperation[],
    params: Readonly<Record<string, string>>,
    body?: unknown,
  ) => operations.map((operation): Request => [operation, { params, body }]);
  const [first, second = first, third = first] = everyone;
  return [
    ...changeIds.flatMap((changeId) => [
      ...of(['acceptContactChange', 'refuseContactChange'], { changeId }, { reason: 'Because' }),
      ...of(['cancelContactChange', 'retryContactChange'], { changeId }),
    ]),
    ...reassignmentIds.flatMap((reassignmentId) => [
      ...of(['acceptReassignment', 'refuseReassignment'], { reassignmentId }, { reason: 'Because' }),
      ...of(['cancelReassignment'], { reassignmentId }),
    ]),
    ...groupIds.flatMap((groupId) => [
      ...of(['requestGroupChange'], { groupId }, { contacts: { technical: second, billing: third } }),
      ...of(['putGroup'], { groupId }, { description: 'New', contacts: everyContact(first) }),
      ...of(['addGroupServices'], { groupId }, { services: [{ serviceId: serviceId(70), kind: 'line' }] }),
    ]),
    ...serviceNumbers
      .map(serviceId)
      .flatMap((number) => [
        ...of(['requestServiceChange'], { serviceId: number }, { contacts: { technical: third } }),
        ...of(['putGroupService'], { groupId: groupIds[0] ?? '', serviceId: number }, { kind: 'number' }),
        ...of(['deleteGroupService'], { groupId: groupIds[1] ?? '', serviceId: number }),
      ]),
    ...of(['requestReassignment'], {}, { from: first, to: second, roles: ['technical', 'billing'] }),
    ...of(['createConsentCode'], {}, { roles: ['technical'] }),
    ...of(['acceptReassignments'], {}, { batch: 'moves', requestedBy: first, requestedUntil: until }),
    ...of(['retryFailedChanges'], {}, { state: 'completed-with-failures', since, until }),
    ...of(['putAccount'], { nic: third ?? '' }, { voipValidated: true, balanceCents: -1, status: 'closed' }),
    ...of(['resyncMembers'], {}),
  ];
}

const since = '2026-03-01T00:00:00.000Z';
const until = '2026-12-01T00:00:00.000Z';
const everyContact = (who: string | undefined) => ({ administration: who, technical: who, billing: who });
