import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { encodeCursor } from '../../shared/http/cursor.ts';
import { listScope } from '../../shared/http/paging.ts';
import { sealedCursors } from '../../shared/http/sealed-cursor.ts';
import { ApiInMemory, type ClosedOperation, type RequestInMemory } from '../support/api-in-memory.ts';
import { askReassignment, operator } from '../support/reassignments.ts';
import { cursors as sealed } from '../support/system-in-memory.ts';
import { ada, ben, cleo, groupId, serviceId, World } from '../support/world.ts';

const id = '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X';
const moment = `2026-03-01T08:00:00.000Z#${id}`;

interface List {
  readonly operation: ClosedOperation;
  /** What its cursors are bound to. */
  readonly scope: string;
  readonly request?: RequestInMemory;
  readonly isOperators?: true;
  readonly isSealed?: true;
  /** Where it can be continued. */
  readonly places: readonly string[];
}

/** Every list, and each of its forms whose places differ. */
async function everyList(): Promise<{ world: World; lists: readonly List[] }> {
  const world = new World();
  await world.group(2);
  await world.account(operator);
  const { change } = await world.request(ada, { technical: ben });
  const asked = { from: ada, to: cleo, roles: ['technical' as const] };
  const { reassignmentId } = await askReassignment(world, ada, asked);
  const { changeId } = change;
  const ofChange = { params: { changeId } };
  const ofReassignment = { params: { reassignmentId } };
  const candidates = [`services ${serviceId(1)}`, `groups ${groupId}`, 'groups '];
  const preview = listScope('preview', ada, ada, cleo, 'billing', undefined);
  return {
    world,
    lists: [
      {
        operation: 'listAccounts',
        scope: listScope('accounts', 'ad'),
        request: { query: { prefix: 'ad' } },
        isOperators: true,
        places: [ada],
      },
      { operation: 'listGroups', scope: listScope('groups', ada, undefined), places: [groupId] },
      {
        operation: 'listGroups',
        scope: listScope('everyones-groups', 'ab'),
        request: { query: { of: 'everyone', prefix: 'ab' } },
        isOperators: true,
        places: [groupId],
      },
      {
        operation: 'listGroupServices',
        scope: listScope('services', groupId, undefined),
        request: { params: { groupId } },
        places: [serviceId(1)],
      },
      {
        operation: 'listContactRoles',
        scope: listScope('contact-roles', ada, ben),
        request: { params: { nic: ben } },
        isSealed: true,
        places: [...candidates, `own ${serviceId(1)}`, 'services '],
      },
      {
        operation: 'listGroupChanges',
        scope: listScope('history', groupId, undefined),
        request: { params: { groupId } },
        places: [changeId],
      },
      { operation: 'listMyChanges', scope: listScope('mine', ada, undefined, undefined), places: [changeId] },
      {
        operation: 'listMyChanges',
        scope: listScope('everyone', 'completed'),
        request: { query: { of: 'everyone', state: 'completed' } },
        isOperators: true,
        places: [moment],
      },
      {
        operation: 'listMemberOutcomes',
        scope: listScope('outcomes', changeId, undefined),
        request: ofChange,
        places: [serviceId(1)],
      },
      {
        operation: 'listChangeEvents',
        scope: listScope('change-events', changeId),
        request: ofChange,
        places: ['1', '99999999'],
      },
      { operation: 'listConsentCodes', scope: listScope('consent-codes', ada), places: [id] },
      {
        operation: 'requestReassignment',
        scope: preview,
        request: { query: { dryRun: 'true' }, body: { ...asked, roles: ['billing'] } },
        isSealed: true,
        places: candidates,
      },
      {
        operation: 'listReassignments',
        scope: listScope('reassignments', ada, undefined, undefined, undefined),
        places: [reassignmentId],
      },
      {
        operation: 'listReassignments',
        scope: listScope('everyones-reassignments', 'completed'),
        request: { query: { of: 'everyone', state: 'completed' } },
        isOperators: true,
        places: [moment],
      },
      {
        operation: 'listReassignmentOutcomes',
        scope: listScope('reassignment-outcomes', reassignmentId, undefined),
        request: ofReassignment,
        isSealed: true,
        places: [` SERVICE#${serviceId(1)}`, 'GROUP#', `GROUP#${groupId}`],
      },
      {
        operation: 'previewReassignment',
        scope: listScope('reassignment-preview', ada, reassignmentId),
        request: ofReassignment,
        isSealed: true,
        places: candidates,
      },
      {
        operation: 'listReassignmentEvents',
        scope: listScope('reassignment-events', reassignmentId),
        request: ofReassignment,
        places: ['1'],
      },
      { operation: 'listInbox', scope: listScope('inbox', ada), places: [moment] },
    ],
  };
}

let world: World;
let lists: readonly List[];
beforeAll(async () => {
  ({ world, lists } = await everyList());
});

async function statusAt({ operation, request, isOperators }: List, cursor: string) {
  const { statusCode, body } = await new ApiInMemory(world).call(
    operation,
    { nic: isOperators ? operator : ada, isOperator: isOperators ?? false },
    { ...request, query: { ...request?.query, cursor } },
  );
  return statusCode === 200 ? 200 : ProblemAnswer.parse(JSON.parse(body ?? '')).code;
}

const cursorsOf = ({ isSealed }: List) => (isSealed ? sealed : { encode: encodeCursor });

const notPlaces = [
  'x',
  '~',
  ' ',
  '\u0001',
  '#',
  '0',
  '-1',
  '00',
  'GROUP#x',
  ' SERVICE#',
  'services x',
  'groups x',
  'own ',

  `${serviceId(1)}~`,
  `${groupId} `,
  `x${id}`,
  `${id}#`,
  `${moment}#`,
  `1.${id}~`,
  'toString',
  'a'.repeat(700),
];

describe('A cursor', () => {
  it('is tried on every list of the contract', () => {
    const paged = Object.values(operations)
      .filter(({ query }) => query instanceof z.ZodObject && 'cursor' in query.shape)
      .map(({ operationId }) => operationId);
    expect([...new Set(lists.map(({ operation }) => operation))].toSorted()).toEqual(paged.toSorted());
  });

  it('continues a list from its places, and from no other that a caller makes up', async () => {
    for (const list of lists) {
      const { encode } = cursorsOf(list);
      for (const place of list.places)
        expect([list.scope, place, await statusAt(list, encode(list.scope, place))]).toEqual([
          list.scope,
          place,
          200,
        ]);
      for (const place of notPlaces)
        expect([list.scope, place, await statusAt(list, encode(list.scope, place))]).toEqual([
          list.scope,
          place,
          'invalid-cursor',
        ]);
    }
  });

  it('of a list that stops at places unseen cannot be made up without its key', async () => {
    for (const list of lists.filter(({ isSealed }) => isSealed)) {
      const [place = ''] = list.places;
      for (const { encode } of [{ encode: encodeCursor }, sealedCursors('another key')])
        expect(await statusAt(list, encode(list.scope, place))).toBe('invalid-cursor');
    }
  });

  it('that is sealed is the same each time, of the same length for any place, and bound to its list', () => {
    const encoded = ['groups ', `services ${serviceId(1)}`].map((place) => sealed.encode('a list', place));
    expect(sealed.encode('a list', 'groups ')).toBe(encoded[0]);
    expect(new Set(encoded.map(({ length }) => length)).size).toBe(1);
    expect(sealed.decode('a list', encoded[0] ?? '')).toBe('groups ');
    expect(sealed.decode('another list', encoded[0] ?? '')).toBeUndefined();
    for (const altered of ['', 'AAAA', encoded[0]?.slice(4) ?? '', `${encoded[0]}AAAA`])
      expect(sealed.decode('a list', altered)).toBeUndefined();
  });
});
