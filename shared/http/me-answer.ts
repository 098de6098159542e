import { countWaiting } from '../commands/count-waiting.ts';
import type { Capabilities } from '../commands/capabilities.ts';
import { owesNothing, type Account } from '../domain/account.ts';
import type { Caller } from '../domain/caller.ts';
import type { MeAnswer } from './contract/me-operations.ts';

export type MeAnswerCapabilities = Pick<
  Capabilities,
  'accounts' | 'inbox' | 'changes' | 'groups' | 'reassignments' | 'clock'
>;

/** The caller, with its account as it is told to itself. */
export async function meAnswer(
  capabilities: MeAnswerCapabilities,
  { nic, isOperator }: Caller,
): Promise<MeAnswer> {
  const [account, waiting] = await Promise.all([
    capabilities.accounts.find(nic),
    countWaiting(capabilities, nic),
  ]);
  return { nic, isOperator, account: account === undefined ? null : toOwnAccount(account), waiting };
}

/** Without the balance, which is told to operators alone. */
const toOwnAccount = (account: Account): NonNullable<MeAnswer['account']> => ({
  voipValidated: account.voipValidated,
  standing: owesNothing(account) ? 'good' : 'in-debt',
  status: account.status,
  name: account.name,
  email: account.email,
  language: account.language,
});
