import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Role } from '../../infra/local/iam/role.ts';
import type { Service } from '../../infra/local/aws-api/call.ts';
import { Chaos } from '../../infra/local/aws-api/chaos.ts';
import { Endpoint } from '../../infra/local/aws-api/endpoint.ts';
import { secretService } from '../../infra/local/aws-api/secret-service.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';
import { keptSecret } from '../../shared/aws/kept-secret.ts';

const secretArn = 'arn:aws:secretsmanager:eu-west-3:000000000000:secret:members-local0';
const fiveMinutes = 5 * 60_000;

/** A kept secret, with a server that counts its reads. The test sets value and time. */
async function secretOf(value: string) {
  const stored = new Map([[secretArn, value]]);
  const asked = { reads: 0 };
  const clock = { time: Date.parse('2026-03-01T08:00:00Z'), now: () => new Date(clock.time) };
  const secrets = secretService(stored);
  const counted: Service = (call) => {
    asked.reads += 1;
    return secrets(call);
  };
  const role = new Role('reader', [
    { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [secretArn] },
  ]);
  const { endpoint, url } = await Endpoint.listen();
  endpoint.open({
    services: { secretsmanager: counted },
    callers: new Map([['test', { functionName: 'reader', role }]]),
    chaos: new Chaos(),
    log: () => {},
  });
  const client = new SecretsManagerClient({
    endpoint: url,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(async () => {
    client.destroy();
    await endpoint.close();
  });
  return { secret: keptSecret(secretArn, clock, client), stored, asked, clock };
}

describe('A kept secret', () => {
  it('is read once in five minutes, even by concurrent calls', async () => {
    const { secret, stored, asked, clock } = await secretOf('first');
    expect(await Promise.all([secret(), secret(), secret()])).toEqual(['first', 'first', 'first']);
    stored.set(secretArn, 'second');
    clock.time += fiveMinutes - 1;
    expect(await secret()).toBe('first');
    expect(asked.reads).toBe(1);
  });

  it('is read again after five minutes', async () => {
    const { secret, stored, asked, clock } = await secretOf('first');
    await secret();
    stored.set(secretArn, 'second');
    clock.time += fiveMinutes;
    expect(await Promise.all([secret(), secret()])).toEqual(['second', 'second']);
    clock.time += fiveMinutes - 1;
    expect(await secret()).toBe('second');
    expect(asked.reads).toBe(2);
  });

  it.each([
    ['empty', (stored: Map<string, string>) => void stored.set(secretArn, '')],
    ['not there', (stored: Map<string, string>) => void stored.delete(secretArn)],
  ])('that is %s is an outage, and the next call reads it again', async (_name, spoil) => {
    const { secret, stored } = await secretOf('first');
    spoil(stored);
    await expect(secret()).rejects.toBeInstanceOf(Unavailable);
    await expect(secret()).rejects.toBeInstanceOf(Unavailable);
    stored.set(secretArn, 'first');
    expect(await secret()).toBe('first');
  });
});
