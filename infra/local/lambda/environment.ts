import { Refusal } from '../lib/refusal.ts';
import type { FunctionDescription } from './function-description.ts';
import { place } from '../cloudformation/place.ts';

/** The log stream of every function. Nothing is stored, so one is enough. */
export const logStream = 'local';

/**
 * The template's variables and those of AWS. The access key is the logical id, by which the endpoint finds the role.
 */
export function functionEnvironment(
  description: FunctionDescription,
  endpointUrl: string,
): Record<string, string> {
  const set: Record<string, string> = {
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${description.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: description.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(description.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: description.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_LOG_FORMAT: description.logFormat,
    ...(description.logLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: description.logLevel }),
    AWS_ACCESS_KEY_ID: description.logicalId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpointUrl,
    AWS_ENDPOINT_URL_SQS: endpointUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpointUrl,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpointUrl,
    AWS_ENDPOINT_URL_SESV2: endpointUrl,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    _HANDLER: `index.${description.handler}`,
  };
  const taken = Object.keys(description.variables).find((name) => name in set);
  if (taken !== undefined) throw new Refusal(`${description.logicalId} sets ${taken}, which belongs to AWS`);
  return { ...set, ...description.variables };
}
