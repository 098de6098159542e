import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const properties = z.strictObject({
  Name: ignored,
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
      PasswordLength: z.int().default(32),
    })
    .optional(),
  Description: ignored,
  KmsKeyId: ignored,
  ReplicaRegions: ignored,
  Tags: ignored,
});

/** The secrets of the assembly, by ARN. Each call makes new values for those that are to be generated. */
export function readSecrets(resources: readonly Resource[]): Map<string, string> {
  const secrets = ofType(resources, 'AWS::SecretsManager::Secret').map((resource): [string, string] => {
    const { SecretString, GenerateSecretString } = readProperties(resource, properties);
    return [
      resource.identity.reference,
      SecretString ?? generate(GenerateSecretString ?? { PasswordLength: 32 }),
    ];
  });
  return new Map(secrets);
}

/** What AWS takes where punctuation is left out. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function generate(how: {
  SecretStringTemplate?: string | undefined;
  GenerateStringKey?: string | undefined;
  PasswordLength: number;
}): string {
  const random = Array.from({ length: how.PasswordLength }, () => letters[randomInt(letters.length)]).join(
    '',
  );
  if (how.SecretStringTemplate === undefined || how.GenerateStringKey === undefined) return random;
  const template = z.record(z.string(), z.json()).parse(JSON.parse(how.SecretStringTemplate));
  return JSON.stringify({ ...template, [how.GenerateStringKey]: random });
}
