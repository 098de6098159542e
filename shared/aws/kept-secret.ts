import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientOptions } from './aws-client.ts';
import type { Clock } from '../runtime/clock.ts';
import { Unavailable } from '../runtime/unavailable.ts';

/** How long a secret is cached: a new one is in use everywhere after this time. */
const keptMilliseconds = 5 * 60_000;

/** Reads a secret from Secrets Manager. Throws Unavailable if it cannot be read. */
export function keptSecret(
  secretArn: string,
  clock: Clock,
  client = new SecretsManagerClient(awsClientOptions()),
): () => Promise<string> {
  let kept: { readonly value: Promise<string>; readonly readAt: number } | undefined;
  const read = async (): Promise<string> => {
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
      if (SecretString === undefined || SecretString === '') throw new Error('The secret is empty.');
      return SecretString;
    } catch (error) {
      kept = undefined;
      throw new Unavailable('Could not read the secret of the member system.', { cause: error });
    }
  };
  return () => {
    const now = clock.now().getTime();
    // Concurrent calls share one read.
    if (kept === undefined || now - kept.readAt >= keptMilliseconds) kept = { value: read(), readAt: now };
    return kept.value;
  };
}
