import type { Client } from '../../../clients/lib/api/client.ts';
import { callerOf } from '../caller.ts';
import type { LocalIssuer } from '../issuer.ts';
import type { LocalStack } from '../../local/stack.ts';

export interface Stage {
  readonly stack: LocalStack;
  readonly operator: Client;
  readonly callerOf: (nic: string) => Client;
}

/** The result of a demo: whether the outcome is as expected, and a message about it. */
export interface Verdict {
  readonly isRight: boolean;
  readonly message: string;
}

/** The callers of a demo on a running stack. */
export const stageOn = (stack: LocalStack, issuer: LocalIssuer): Stage => ({
  stack,
  operator: callerOf(stack, issuer, { nic: 'op1-ovh', operator: true }),
  callerOf: (nic) => callerOf(stack, issuer, { nic }),
});
