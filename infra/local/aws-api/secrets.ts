import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const properties = z.strictObject({
  Name: ignored,
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({ SecretStringTemplate: z.string().optional(), GenerateStringKey: z.string().optional() })
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
    return [resource.identity.reference, SecretString ?? generate(GenerateSecretString ?? {})];
  });
  return new Map(secrets);
}

function generate(how: {
  SecretStringTemplate?: string | undefined;
  GenerateStringKey?: string | undefined;
}): string {
  const random = randomBytes(24).toString('base64url');
  if (how.SecretStringTemplate === undefined || how.GenerateStringKey === undefined) return random;
  const template = z.record(z.string(), z.json()).parse(JSON.parse(how.SecretStringTemplate));
  return JSON.stringify({ ...template, [how.GenerateStringKey]: random });
}
