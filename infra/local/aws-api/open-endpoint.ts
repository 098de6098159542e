import { Chaos, type ChaosRules } from './chaos.ts';
import { databaseService } from './database-service.ts';
import { eventService } from './event-service.ts';
import { mailService } from './mail-service.ts';
import type { Endpoint } from './endpoint.ts';
import type { Caller } from './call.ts';
import { queueService } from './queue-service.ts';
import { secretService } from './secret-service.ts';
import { keepSecrets } from './kept-secrets.ts';
import type { EventBuses } from '../eventbridge/event-buses.ts';
import type { Meter } from '../lib/meter.ts';
import { Refusal } from '../lib/refusal.ts';
import type { MailFeedback } from '../ses/feedback.ts';
import type { Model } from '../cloudformation/model.ts';
import type { Servers } from './servers.ts';

export interface OpenEndpointOptions {
  readonly model: Model;
  readonly servers: Servers;
  readonly buses: EventBuses;
  readonly meter: Meter;
  readonly metered?: boolean | undefined;
  readonly dataDirectory?: string | undefined;
  readonly chaos?: ChaosRules | undefined;
  readonly log: (line: string) => void;
  readonly onMailFeedback: (feedback: MailFeedback) => void;
}

/** Connects the endpoint to its servers and its calling functions. */
export function openEndpoint(endpoint: Endpoint, options: OpenEndpointOptions): void {
  const {
    model,
    servers,
    buses,
    meter,
    metered = false,
    dataDirectory,
    chaos,
    log,
    onMailFeedback,
  } = options;
  endpoint.open({
    services: {
      DynamoDB_20120810: databaseService(servers.database, meter, metered),
      AmazonSQS: queueService(servers.queues, meter),
      secretsmanager: secretService(keepSecrets(model.secrets, dataDirectory)),
      AWSEvents: eventService(buses, log),
      ...(servers.inbox && { SimpleEmailService_v2: mailService(model.mail, servers.inbox, onMailFeedback) }),
    },
    callers: new Map(
      model.functions.map((description) => [description.logicalId, callerOf(model, description)]),
    ),
    chaos: new Chaos(chaos),
    log,
  });
}

function callerOf({ roles }: Model, { name, roleArn }: { name: string; roleArn: string }): Caller {
  const role = roles.get(roleArn);
  if (role === undefined) throw new Refusal(`${name} has a role that the assembly does not hold: ${roleArn}`);
  return { functionName: name, role };
}
