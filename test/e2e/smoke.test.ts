import { expect, test } from 'vitest';
import * as z from 'zod';
import { ApiClient } from '../../infra/laptop/api-client.ts';
import { runSmoke, type Party } from '../../infra/operator/run-smoke.ts';
import { Nic } from '../../shared/domain/identifiers.ts';
import { RunningStack } from '../support/running-stack.ts';

test('the smoke test hands a group over and back, and leaves no service behind', async () => {
  const { stack, issuer } = await RunningStack.shared();
  const party = async (name: string): Promise<Party> => {
    const nic = Nic.parse(name);
    return { nic, client: new ApiClient(stack.url, await issuer.token({ nic })) };
  };
  const operator = new ApiClient(stack.url, await issuer.token({ nic: 'op1-ovh', operator: true }));
  const parties = [await party('sm1-smoke'), await party('sm2-smoke')] as const;
  const lines: string[] = [];
  const report = (line: string) => void lines.push(line);
  await runSmoke({ operator, parties, report });
  await runSmoke({ operator, parties, report });
  expect(lines.filter((line) => line.startsWith('Every service'))).toEqual([
    'Every service has the contact sm2-smoke.',
    'Every service has the contact sm1-smoke.',
  ]);
  await expect(parties[0].client.get('/services/00999000000100', z.unknown())).rejects.toThrow('404');
});

test('the smoke test fails and still cleans up where a recipient refuses', async () => {
  const { stack, issuer } = await RunningStack.shared();
  const operator = new ApiClient(stack.url, await issuer.token({ nic: 'op1-ovh', operator: true }));
  const nics = [Nic.parse('sm3-smoke'), Nic.parse('sm4-smoke')] as const;
  const client = new ApiClient(stack.url, await issuer.token({ nic: nics[0] }));
  const parties = [
    { nic: nics[0], client },
    // A client of somebody else: it may not accept.
    { nic: nics[1], client },
  ] as const;
  const lines: string[] = [];
  await expect(runSmoke({ operator, parties, report: (line) => void lines.push(line) })).rejects.toThrow(
    'accept',
  );
  expect(lines.at(-1)).toContain('Removed the services.');
});
