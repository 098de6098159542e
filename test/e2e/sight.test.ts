import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { synthesizeLocal } from '../../infra/laptop/assembly.ts';
import { localIssuer } from '../../infra/laptop/issuer.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { flowMetrics, requestMetrics } from '../../shared/runtime/metric-names.ts';
import { withLongMemberTimeout } from '../support/long-member-timeout.ts';
import { MemberServer } from '../support/member-server.ts';
import { RunningStack } from '../support/running-stack.ts';
import { operatorNic } from '../support/operator.ts';
import { until } from '../support/until.ts';

const services = 12;
const folder = mkdtempSync(join(tmpdir(), 'sight-'));
const dataDirectory = mkdtempSync(join(tmpdir(), 'sight-data-'));
const hidden = new Map<string, string>();
const Line = z.record(z.string(), z.unknown());
const Blob = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string() })),
      }),
    ]),
  }),
  service: z.string(),
});

let stack: RunningStack;
let members: MemberServer;
let groupId: string;
let changeId: string;
let statuses: number[];
let seconds: number;
let lines: z.infer<typeof Line>[];

/** What the system says while a group changes hands by token and consent code, and while requests are turned down. */
beforeAll(async () => {
  members = await MemberServer.start();
  const assembly = withLongMemberTimeout(
    await synthesizeLocal(folder, await localIssuer(), { memberEndpoint: members.url }),
  );
  stack = await RunningStack.start({ assembly, dataDirectory, tickSeconds: 0.5 });
  const group = await stack.group(services);
  const { administration, heir, serviceIds } = group;
  groupId = group.groupId;
  const [broken = ''] = serviceIds;
  members.answer = ({ serviceId }, response) =>
    void response.writeHead(serviceId === broken ? 422 : 204).end();

  const { code } = await stack.call(
    operations.createConsentCode,
    heir,
    {},
    { body: { roles: ['technical'] } },
  );
  hidden.set('the consent code', code);
  const token = await stack.token(administration);
  hidden.set('the token', token).set('its signature', token.split('.')[2] ?? '');
  const path = `/groups/${groupId}/contact-changes`;
  const post = (body: unknown) =>
    stack.fetch('POST', path, { token, body, headers: { 'Idempotency-Key': 'key-of-a-request' } });
  hidden.set('the idempotency key', 'key-of-a-request');
  const wrong = { contacts: { technical: heir }, consentCodes: { [heir]: 'wrong-consent-code-of-no-one' } };
  hidden.set('a wrong code', 'wrong-consent-code-of-no-one');
  const refused = [await post(wrong), await post('{"consentCodes": "unread-')];
  hidden.set('an unreadable body', 'unread-');
  refused.push(await stack.fetch('POST', path, { token: `${token}forged`, body: wrong }));
  statuses = refused.map(({ status }) => status);
  const asked = await post({ ...wrong, consentCodes: { [heir]: code }, reason: 'A reason of their own' });
  hidden.set('the reason', 'A reason of their own');
  ({ changeId } = operations.requestGroupChange.answer.parse(asked.body));
  const { startedAt, completedAt } = await stack.completed(changeId, heir);
  seconds = (Date.parse(completedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000;
  await stack.call(operations.deleteGroupService, operatorNic, { groupId, serviceId: broken });
  await until(() => {
    lines = readLines();
    return hasSaidAll() ? true : undefined;
  });

  const secrets = z.record(z.string(), z.string());
  const file = readFileSync(join(dataDirectory, 'secrets.json'), 'utf8');
  Object.values(secrets.parse(JSON.parse(file))).forEach((secret) => hidden.set('the secret', secret));
  members.changes.forEach(({ headers }, index) =>
    hidden.set(`signature ${index}`, String(headers['webhook-signature'])),
  );
});
afterAll(async () => {
  await stack.stack.stop();
  members.stop();
  rmSync(folder, { recursive: true });
  rmSync(dataDirectory, { recursive: true });
});

function readLines(): typeof lines {
  // What the local database and the local buses say of themselves is no line of the system's.
  const ofSystem = stack.logLines.filter((line) => !/^(?:database|events): /.test(line));
  // The runner puts a function's name before its lines.
  return ofSystem.map((line) => Line.parse(JSON.parse(line.replace(/^voip-contacts-[\w-]+: /, ''))));
}

/** The lines of a function may come after its answer: those of the last request and of the last steps are awaited. */
const hasSaidAll = (): boolean =>
  lines.some((line) => isAccess(line) && String(line['routeKey']).startsWith('DELETE ')) &&
  measured('deleteGroupService', 'Requests2xx').length > 0 &&
  measured('advanceChange', 'TimeToComplete').length > 0 &&
  measured('runDueWork', 'OldestDueAge').length > 0 &&
  sum(measured('propagateContact', 'MembersApplied')) >= services - 1;

const isMetrics = (line: z.infer<typeof Line>): boolean => '_aws' in line;
const isAccess = (line: z.infer<typeof Line>): boolean => 'routeKey' in line;
const saying = (message: string) => lines.filter((line) => line['message'] === message);
const measured = (service: string, name: string): unknown[] =>
  lines
    .filter((line) => isMetrics(line) && line['service'] === service && name in line)
    .map((line) => line[name]);
const sum = (values: unknown[]): number =>
  values.reduce<number>((total, value) => total + z.number().parse(value), 0);

describe('The log', () => {
  it('holds no token, no code, no key, no secret and no body', () => {
    const text = stack.logLines.join('\n');
    expect(hidden.size).toBe(8 + services);
    expect(
      [...hidden].filter(([, value]) => value === '' || text.includes(value)).map(([name]) => name),
    ).toEqual([]);
    expect(text).not.toMatch(/bearer|eyJ[\w-]+\.eyJ/i);
  });

  it('is JSON, with the invocation in each line of a function, the request in each of the API', () => {
    const functions = lines.filter((line) => !isAccess(line));
    expect(functions.filter((line) => typeof line['awsRequestId'] !== 'string')).toEqual([]);
    const flow = Object.keys(flowMetrics);
    const api = functions.filter(({ service }) => !flow.includes(z.string().parse(service)));
    expect(api.length).toBeGreaterThan(20);
    expect(api.filter((line) => typeof line['requestId'] !== 'string')).toEqual([]);
    const known = new Set(lines.filter(isAccess).map((line) => line['requestId']));
    expect(api.filter((line) => !known.has(line['requestId']))).toEqual([]);
  });

  it('names the change and the group in each line about a change, the service in each about a member', () => {
    const about = { changeId, groupId };
    expect(saying('Change completed.')).toMatchObject([{ ...about, state: 'completed-with-failures' }]);
    const steps = saying('Took a step of a change.').filter((line) => line['changeId'] === changeId);
    expect(steps.length).toBeGreaterThan(1);
    for (const step of steps) expect(step).toMatchObject(about);
    const failed = saying('A member failed.');
    expect(failed.length).toBeGreaterThan(0);
    for (const line of failed) expect(line).toMatchObject({ ...about, serviceId: expect.any(String) });
    const requests = saying('Request answered.').filter((line) => line['operation'] === 'requestGroupChange');
    expect(requests).toMatchObject([{ ...about, status: 202 }]);
    expect(
      saying('Request answered.').find((line) => line['operation'] === 'getContactChange'),
    ).toMatchObject(about);
    expect(saying('Request refused.')).toMatchObject([
      { groupId, status: 422 },
      { groupId, status: 400 },
    ]);
    expect(
      saying('Request answered.').filter((line) => line['operation'] === 'deleteGroupService'),
    ).toMatchObject([{ groupId, serviceId: expect.any(String) }]);
  });
});

describe('The metrics', () => {
  it('are in the stack’s namespace, with the function as their one dimension, and are the function’s own', () => {
    const names = new Map<string, object>(Object.entries(flowMetrics));
    for (const line of lines.filter(isMetrics)) {
      const { _aws, service } = Blob.parse(line);
      const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
      expect([Namespace, Dimensions]).toEqual(['voip-contacts-local-service', [['service']]]);
      const own = names.get(service) ?? requestMetrics;
      expect(own).toMatchObject(Object.fromEntries(Metrics.map(({ Name, Unit }) => [Name, Unit])));
    }
  });

  it('count requests by operation and class of status', () => {
    const counts = Object.keys(requestMetrics).map((name) => sum(measured('requestGroupChange', name)));
    expect(statuses).toEqual([422, 400, 401]);
    // The third was turned down before it reached the function.
    expect(counts).toEqual([1, 2, 0]);
    expect(sum(measured('putGroup', 'Requests2xx'))).toBe(1);
  });

  it('show how the change went, and that due work ran', () => {
    expect(measured('advanceChange', 'ChangesCompletedWithFailures')).toEqual([1]);
    expect(measured('advanceChange', 'TimeToComplete')).toEqual([seconds]);
    expect(measured('advanceChange', 'VerifiedApplied')).toEqual([services - 1]);
    expect(measured('advanceChange', 'VerifiedFailed')).toEqual([1]);
    expect(sum(measured('propagateContact', 'MembersApplied'))).toBe(services - 1);
    expect(sum(measured('propagateContact', 'Attempts').flat())).toBeGreaterThanOrEqual(services);
    expect(measured('runDueWork', 'OldestDueAge').length).toBeGreaterThan(0);
  });
});
