import { databaseService } from './aws-api/database-service.ts';
import type { Endpoint } from './aws-api/endpoint.ts';
import type { Caller } from './aws-api/call.ts';
import { queueService } from './aws-api/queue-service.ts';
import { secretService } from './aws-api/secret-service.ts';
import { keepSecrets } from './lib/kept-secrets.ts';
import type { Meter } from './lib/meter.ts';
import { Refusal } from './lib/refusal.ts';
import type { Model } from './resources/model.ts';
import type { Servers } from './servers.ts';

export interface OpenEndpointOptions {
  readonly model: Model;
  readonly servers: Servers;
  readonly meter: Meter;
  readonly metered?: boolean | undefined;
  readonly dataDirectory?: string | undefined;
  readonly log: (line: string) => void;
}

/** Connects the endpoint with the servers behind it and the functions before it. */
export function openEndpoint(endpoint: Endpoint, options: OpenEndpointOptions): void {
  const { model, servers, meter, metered = false, dataDirectory, log } = options;
  endpoint.open({
    services: {
      DynamoDB_20120810: databaseService(servers.database, meter, metered),
      AmazonSQS: queueService(servers.queues, meter),
      secretsmanager: secretService(keepSecrets(model.secrets, dataDirectory)),
    },
    callers: new Map(
      model.functions.map((description) => [description.logicalId, callerOf(model, description)]),
    ),
    log,
  });
}

function callerOf({ roles }: Model, { name, roleArn }: { name: string; roleArn: string }): Caller {
  const role = roles.get(roleArn);
  if (role === undefined) throw new Refusal(`${name} has a role that the assembly does not hold: ${roleArn}`);
  return { functionName: name, role };
}
