import { describe, expect, it } from 'vitest';
import { operations } from '../../shared/http/contract/operations.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { ApiInMemory } from '../support/api-in-memory.ts';
import { httpEvent, lambdaContext } from '../support/invocation.ts';
import { RecordedLog } from '../support/recorded-log.ts';
import { RecordedMetrics } from '../support/recorded-metrics.ts';
import { ada, groupId, World } from '../support/world.ts';
import { operator } from '../support/reassignments.ts';

const settings = {
  tokens: { nicClaim: 'nic', contactsScope: 'contacts', operatorScope: 'operator', rolesAsScopes: false },
  log: new RecordedLog(),
  metrics: new RecordedMetrics(),
};
const claims = { nic: 'op1-ovh', scope: 'operator' };
const pathParameters = { groupId };

/** The status of a request to describe a group with such a body. */
async function statusOf(event: object): Promise<number | undefined> {
  const answer = { groupId, contacts: { administration: ada, technical: ada, billing: ada }, revision: 0 };
  const body = { ...answer, serviceCount: 0, yourRoles: [], openChanges: [] };
  const handler = apiHandler(operations.putGroup, () => Promise.resolve({ body }), settings);
  const request = { ...httpEvent({ claims, pathParameters }), ...event };
  return (await handler(request, lambdaContext('one'))).statusCode;
}

const json = '{"description":"Étage 2"}';
const withType = (type: string, body = json) => ({ headers: { 'content-type': type }, body });

describe('A body', () => {
  it.each([
    'application/json',
    'application/json;charset=utf-8',
    'application/json ; charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/merge-patch+json',
  ])('is JSON with the content type %s', async (type) => {
    expect(await statusOf(withType(type))).toBe(200);
  });

  it.each(['application/json; charset=iso-8859-1', 'application/json; charset=utf-16', 'text/plain', ''])(
    'is refused with the content type %s',
    async (type) => {
      expect(await statusOf(withType(type))).toBe(415);
    },
  );

  it('is refused if its bytes are not UTF-8', async () => {
    const body = Buffer.from(json, 'latin1').toString('base64');
    expect(await statusOf({ ...withType('application/json', body), isBase64Encoded: true })).toBe(400);
    const good = Buffer.from(json, 'utf8').toString('base64');
    expect(await statusOf({ ...withType('application/json', good), isBase64Encoded: true })).toBe(200);
  });

  it('may be null', async () => {
    expect(await statusOf({ body: null })).toBe(422);
  });
});

describe('A number with a zero after its country code', () => {
  const number = '00330972101234';

  it('is refused in an address and in a body, as another way to write a number', async () => {
    const world = new World();
    await world.group(1);
    const api = new ApiInMemory(world);
    const who = { nic: operator, isOperator: true };
    const got = await api.call('getService', who, { params: { serviceId: number } });
    expect(got.statusCode).toBe(400);
    expect(got.body).toContain('without a zero after the country code');
    const body = { services: [{ serviceId: number, kind: 'line' }] };
    const added = await api.call('addGroupServices', who, { params: { groupId }, body });
    expect(added.statusCode).toBe(422);
    const partly = await api.call('addGroupServices', who, {
      params: { groupId },
      query: { partial: 'true' },
      body,
    });
    expect(JSON.parse(partly.body ?? '')).toMatchObject({ items: [{ status: 'refused' }] });
  });
});
