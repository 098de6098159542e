import * as z from 'zod';
import { errorAnswer, jsonAnswer } from './answers.ts';
import type { Service } from './call.ts';

const secretRequest = z.object({ SecretId: z.string() });

/** `GetSecretValue` of Secrets Manager for the given secrets, by ARN or by name. */
export function secretService(secrets: ReadonlyMap<string, string>): Service {
  return (call) => {
    const { SecretId } = secretRequest.parse(JSON.parse(call.body.toString('utf8')));
    const secret = [...secrets].find(
      ([arn]) => arn === SecretId || arn.endsWith(`:secret:${SecretId}-local0`),
    );
    const [arn, value] = secret ?? [SecretId, undefined];
    return {
      needs:
        call.operation === 'GetSecretValue'
          ? [{ action: 'secretsmanager:GetSecretValue', resource: arn }]
          : [],
      async answer() {
        if (value === undefined)
          return errorAnswer(400, 'ResourceNotFoundException', `no secret ${SecretId}`);
        return jsonAnswer(200, {
          ARN: arn,
          Name: SecretId,
          SecretString: value,
          VersionStages: ['AWSCURRENT'],
        });
      },
    };
  };
}
