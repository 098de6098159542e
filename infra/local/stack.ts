import type { RequestListener } from 'node:http';
import type { ChaosRules } from './aws-api/chaos.ts';
import { startDistribution } from './cloudfront/start-distribution.ts';
import { Endpoint } from './aws-api/endpoint.ts';
import { openEndpoint } from './aws-api/open-endpoint.ts';
import { Gateway } from './api-gateway/gateway.ts';
import type { IssuerKeys } from './api-gateway/issuer.ts';
import { checkTargets } from './eventbridge/check-targets.ts';
import { startEventBuses } from './eventbridge/start-event-buses.ts';
import { checkInvokeConfigs } from './lambda/check-invoke-configs.ts';
import { Functions } from './lambda/functions.ts';
import { SharedClock } from './lambda/shared-clock.ts';
import { Meter } from './lib/meter.ts';
import { queuesPath } from './sqs/queue-url.ts';
import { checkMappings, startPollers } from './sqs/start-pollers.ts';
import type { MailFeedback } from './ses/feedback.ts';
import { Refusal } from './lib/refusal.ts';
import { readModel, type Model } from './cloudformation/model.ts';
import { withoutTimeouts } from './lambda/without-timeouts.ts';
import { checkSchedules, startSchedules } from './eventbridge/start-schedules.ts';
import { startServers } from './aws-api/servers.ts';
import { Teardown } from './lib/teardown.ts';
import { within } from './lib/within.ts';

export interface LocalStackOptions {
  /** The folder of a synthesized assembly: `cdk.out`. */
  readonly assembly: string;
  /** The port of the HTTP API. 0 takes any free one. */
  readonly port: number;
  /** The port of the distribution, if the assembly has one. Default: any free one. */
  readonly distributionPort?: number | undefined;
  /**
   * What answers below a path at the distribution's address in its place, by the beginning of the path: a stand-in for
   * what is elsewhere once deployed.
   */
  readonly beside?: Readonly<Record<string, RequestListener>> | undefined;
  /** Keeps the table in this folder across restarts. Default: in memory. */
  readonly dataDirectory?: string | undefined;
  /** Replaces the period of every schedule, in seconds, fractions allowed. */
  readonly tickSeconds?: number | undefined;
  /** The issuer whose tokens the JWT authorizer accepts. */
  readonly issuer: IssuerKeys;
  /** Receives the output of the functions and of the engine. */
  readonly log: (line: string) => void;
  /** Whether to count capacity units too, which takes a little time per request. Default false. */
  readonly metered?: boolean | undefined;
  /** Whether functions and routes have no timeouts, for a breakpoint or a busy machine. Default false. */
  readonly untimed?: boolean | undefined;
  /** Which calls of functions to AWS hang, fail or are slow. Default: none. */
  readonly chaos?: ChaosRules | undefined;
  /** Decides in which order events are delivered, and which come twice. Default: another order at each start. */
  readonly seed?: number | undefined;
  /** Replaces the pauses before a failed delivery or asynchronous invocation is repeated, in seconds. */
  readonly retrySeconds?: number | undefined;
  /** How long running invocations may continue during a stop. Default: `stopMilliseconds.grace`. */
  readonly graceMilliseconds?: number | undefined;
}

/** A grant as written in a policy, of a service that the engine has, and whether it was used since the start. */
export interface GrantUse {
  readonly role: string;
  readonly action: string;
  readonly used: boolean;
}

export interface LocalStack {
  readonly url: string;
  /** The address of the distribution. Undefined if the assembly has none. */
  readonly distributionUrl: string | undefined;
  /** The page of the mail that was sent. Undefined if the assembly has no identity of SES. */
  readonly mailUrl: string | undefined;
  /** The bounces and complaints so far, as SES counts them. */
  readonly mailFeedback: readonly MailFeedback[];
  readonly meter: Meter;
  usedActions(): GrantUse[];
  /** Sets the clock of every function ahead, permanently and at the same moment. Tokens and queues keep real time. */
  advanceClock(milliseconds: number): void;
  /** Lets running invocations finish, for 5 seconds or `graceMilliseconds` if longer. May be called again. */
  stop(): Promise<void>;
}

/** How long each part of a stop may take: running invocations, then the pollers' batches. */
export const stopMilliseconds = { grace: 4000, settle: 300 } as const;

/** Runs a synthesized assembly on this machine. Throws a Refusal if it contains something unsupported. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const teardown = new Teardown();
  try {
    return await start(options, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

async function start(options: LocalStackOptions, teardown: Teardown): Promise<LocalStack> {
  const { log, issuer, tickSeconds, graceMilliseconds = stopMilliseconds.grace } = options;
  const meter = new Meter();
  const { endpoint, url: endpointUrl } = await Endpoint.listen();
  teardown.add(() => endpoint.close());
  const described = readModel(options.assembly, endpointUrl + queuesPath);
  const model = options.untimed === true ? withoutTimeouts(described) : described;
  checkIssuer(model, issuer);

  const clock = new SharedClock();
  const functions = new Functions(model.functions, { endpointUrl, clock, meter, log });
  teardown.add(() => functions.stop(0));
  checkMappings(model, functions);
  checkSchedules(model, functions);
  checkTargets(model, functions);
  checkInvokeConfigs(model, functions);

  const servers = await startServers({ model, dataDirectory: options.dataDirectory, log });
  teardown.add(() => servers.stop());
  const events = startEventBuses({ ...options, model, functions, queues: servers.queues });
  const mailFeedback: MailFeedback[] = [];
  const onMailFeedback = (feedback: MailFeedback): void => {
    mailFeedback.push(feedback);
    log(`SES: ${JSON.stringify(feedback)}`);
  };
  openEndpoint(endpoint, { ...options, model, servers, buses: events.buses, meter, onMailFeedback });

  const gateway = new Gateway({ api: model.api, issuer, log, invoker: (arn) => functions.invoker(arn) });
  const port = await gateway.listen(options.port);
  teardown.add(() => gateway.close());
  const url = `http://127.0.0.1:${port}`;
  const distribution = await startDistribution({ ...options, model, apiUrl: url });
  teardown.add(async () => distribution?.close());

  const pollers = startPollers({ model, functions, server: servers.queues, meter, log });
  teardown.add(() =>
    within(stopMilliseconds.settle, Promise.all(pollers.map((poller) => poller.finished()))),
  );
  const tickers = startSchedules({ model, functions, tickSeconds });
  teardown.add(async () => {
    distribution?.stopListening();
    gateway.stopListening();
    for (const ticker of tickers) ticker.stop();
    for (const poller of pollers) poller.stopReceiving();
    events.stop();
    await functions.stop(graceMilliseconds);
  });
  return {
    url,
    distributionUrl: distribution?.url,
    mailUrl: servers.inbox?.url,
    mailFeedback,
    meter,
    usedActions: () => usedActions(model),
    advanceClock: (milliseconds) => clock.advance(milliseconds),
    stop: () => teardown.run(),
  };
}

function checkIssuer({ api }: Model, issuer: IssuerKeys): void {
  const other = api.routes.find(({ jwt }) => jwt !== undefined && jwt.issuer !== issuer.url);
  if (other !== undefined) {
    throw new Refusal(
      `${other.key} takes the tokens of ${other.jwt?.issuer}, whose keys are not on this machine`,
    );
  }
}

function usedActions({ roles }: Model): GrantUse[] {
  return [...roles.values()].flatMap((role) =>
    role
      .grants()
      .filter(({ action }) => /^(?:dynamodb|sqs|secretsmanager|events|ses):/i.test(action))
      .map(({ action, used }) => ({ role: role.name, action, used })),
  );
}
