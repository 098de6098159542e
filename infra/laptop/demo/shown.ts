import { ApiClient } from '../api-client.ts';
import type { LocalIssuer } from '../issuer.ts';
import type { LocalStack } from '../../local/stack.ts';

export interface Stage {
  readonly stack: LocalStack;
  readonly operator: ApiClient;
  readonly operatorToken: string;
  readonly callerOf: (nic: string) => Promise<ApiClient>;
}

/** The result of a demo: whether the outcome is as expected, and a message about it. */
export interface Verdict {
  readonly isRight: boolean;
  readonly message: string;
}

export async function stageOn(stack: LocalStack, issuer: LocalIssuer): Promise<Stage> {
  const operatorToken = await issuer.token({ nic: 'op1-ovh', operator: true });
  return {
    stack,
    operator: new ApiClient(stack.url, operatorToken),
    operatorToken,
    callerOf: async (nic) => new ApiClient(stack.url, await issuer.token({ nic })),
  };
}
