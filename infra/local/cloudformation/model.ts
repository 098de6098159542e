import type { Role } from '../iam/role.ts';
import { readAssembly } from './assembly-files.ts';
import { resolveStacks } from './resolved-stacks.ts';
import { readBuckets } from '../s3/read-buckets.ts';
import type { Bucket } from '../s3/bucket.ts';
import { readDistribution, type DistributionDescription } from '../cloudfront/distribution-description.ts';
import { readMappings, type MappingDescription } from '../sqs/mapping-description.ts';
import { readFunctions, type FunctionDescription } from '../lambda/function-description.ts';
import { readHttpApi, type HttpApiDescription } from '../api-gateway/http-api-description.ts';
import { readQueues, type QueueDescription } from '../sqs/queue-description.ts';
import { readBuses, readRules, type RuleDescription } from '../eventbridge/rule-description.ts';
import { readInvokeConfigs, type InvokeConfigDescription } from '../lambda/invoke-config-description.ts';
import { readMail, type MailDescription } from '../ses/mail-description.ts';
import { readPermissions, type PermissionDescription } from '../lambda/permission-description.ts';
import { readQueuePolicies, type QueuePolicies } from '../sqs/queue-policy.ts';
import { readRoles } from '../iam/roles.ts';
import { readSchedules, type ScheduleDescription } from '../eventbridge/schedule-description.ts';
import { readSecrets } from '../aws-api/secrets.ts';
import { readTables, type TableDescription } from '../dynamodb/table-description.ts';

export interface Model {
  readonly tables: readonly TableDescription[];
  readonly queues: readonly QueueDescription[];
  readonly functions: readonly FunctionDescription[];
  readonly mappings: readonly MappingDescription[];
  readonly schedules: readonly ScheduleDescription[];
  /** The ARNs of the event buses. */
  readonly buses: readonly string[];
  readonly rules: readonly RuleDescription[];
  readonly invokeConfigs: readonly InvokeConfigDescription[];
  readonly permissions: readonly PermissionDescription[];
  readonly queuePolicies: QueuePolicies;
  readonly api: HttpApiDescription;
  readonly buckets: readonly Bucket[];
  readonly distribution: DistributionDescription | undefined;
  /** By ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly secrets: ReadonlyMap<string, string>;
  readonly mail: MailDescription;
}

/**
 * Throws a Refusal if the assembly has something unsupported.
 * @param queuesUrl the prefix of every queue's URL
 */
export function readModel(directory: string, queuesUrl: string): Model {
  const resources = resolveStacks(readAssembly(directory), queuesUrl);
  return {
    tables: readTables(resources),
    queues: readQueues(resources),
    functions: readFunctions(resources),
    mappings: readMappings(resources),
    schedules: readSchedules(resources),
    buses: readBuses(resources),
    rules: readRules(resources),
    invokeConfigs: readInvokeConfigs(resources),
    permissions: readPermissions(resources),
    queuePolicies: readQueuePolicies(resources),
    api: readHttpApi(resources),
    buckets: readBuckets(resources),
    distribution: readDistribution(resources),
    roles: readRoles(resources),
    secrets: readSecrets(resources),
    mail: readMail(resources),
  };
}
