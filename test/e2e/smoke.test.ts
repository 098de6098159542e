import { expect, test } from 'vitest';
import { callerOf } from '../../infra/laptop/caller.ts';
import { runSmoke, type Party } from '../../infra/operator/run-smoke.ts';
import { Nic } from '../../shared/domain/identifiers.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { RunningStack } from '../support/running-stack.ts';

test('the smoke test hands a group over and back, and leaves no service behind', async () => {
  const { stack, issuer } = await RunningStack.shared();
  const party = (name: string): Party => {
    const nic = Nic.parse(name);
    return { nic, client: callerOf(stack, issuer, { nic }) };
  };
  const operator = callerOf(stack, issuer, { nic: 'op1-ovh', operator: true });
  const parties = [party('sm1-smoke'), party('sm2-smoke')] as const;
  const lines: string[] = [];
  const report = (line: string) => void lines.push(line);
  await runSmoke({ operator, parties, report });
  await runSmoke({ operator, parties, report });
  expect(lines.filter((line) => line.startsWith('Every service'))).toEqual([
    'Every service has the contact sm2-smoke.',
    'Every service has the contact sm1-smoke.',
  ]);
  await expect(
    parties[0].client.call(operations.getService, { params: { serviceId: '00999000000100' } }),
  ).rejects.toThrow('404');
});

test('the smoke test fails and still cleans up where a recipient refuses', async () => {
  const { stack, issuer } = await RunningStack.shared();
  const operator = callerOf(stack, issuer, { nic: 'op1-ovh', operator: true });
  const nics = [Nic.parse('sm3-smoke'), Nic.parse('sm4-smoke')] as const;
  const client = callerOf(stack, issuer, { nic: nics[0] });
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
