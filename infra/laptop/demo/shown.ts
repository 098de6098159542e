import { ApiClient } from '../api-client.ts';
import type { LocalIssuer } from '../issuer.ts';
import type { LocalStack } from '../../local/stack.ts';

/** Where something is shown: a running stack, and its API as anybody may use it. */
export interface Stage {
  readonly stack: LocalStack;
  readonly operator: ApiClient;
  readonly operatorToken: string;
  readonly callerOf: (nic: string) => Promise<ApiClient>;
}

/** How it ended: whether what was shown is right, and that in words. */
export interface Verdict {
  readonly isRight: boolean;
  readonly words: string;
}

/** The stack with its callers, each with a token of its own. */
export async function stageOn(stack: LocalStack, issuer: LocalIssuer): Promise<Stage> {
  const operatorToken = await issuer.token({ nic: 'op1-ovh', operator: true });
  return {
    stack,
    operator: new ApiClient(stack.url, operatorToken),
    operatorToken,
    callerOf: async (nic) => new ApiClient(stack.url, await issuer.token({ nic })),
  };
}
