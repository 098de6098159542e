import { randomInt } from 'node:crypto';
import type { Upstream } from '../aws-api/upstream.ts';
import type { JsonObject } from '../cloudformation/json.ts';
import type { Model } from '../cloudformation/model.ts';
import { AsyncInvocations } from '../lambda/async-invocations.ts';
import type { Functions } from '../lambda/functions.ts';
import { Pauses } from '../lib/pauses.ts';
import { seededRandom } from '../lib/random.ts';
import { sendMessage, type OutgoingMessage } from '../sqs/send-message.ts';
import { deliver, Rejection, type DeliveryFailure } from './delivery.ts';
import { EventBuses } from './event-buses.ts';
import type { TargetDescription } from './rule-description.ts';

export interface StartEventBusesOptions {
  readonly model: Model;
  readonly functions: Functions;
  readonly queues: Upstream;
  /** Decides the order of the deliveries, and which come twice. Default: a random one, which is logged. */
  readonly seed?: number | undefined;
  /** Replaces every pause before a retry. */
  readonly retrySeconds?: number | undefined;
  readonly log: (line: string) => void;
}

export interface RunningEventBuses {
  readonly buses: EventBuses;
  /** Ends deliveries and retries. Events that wait are lost. */
  stop(): void;
}

/** Starts the event buses of the assembly, with everything between them and their targets. */
export function startEventBuses(options: StartEventBusesOptions): RunningEventBuses {
  const { model, functions, queues, seed = randomInt(2 ** 32), retrySeconds, log } = options;
  if (model.rules.length > 0) log(`events: the seed of the order is ${seed}`);
  const random = seededRandom(seed);
  const pauses = new Pauses();
  const send = (queueArn: string, message: OutgoingMessage): Promise<void> =>
    sendOrThrow(queues, queueArn, message);
  const invocations = new AsyncInvocations({
    functions,
    configs: model.invokeConfigs,
    send: (queueArn, body) => send(queueArn, { body }),
    retrySeconds,
    log,
  });
  const ports = {
    now: Date.now,
    wait: (milliseconds: number) => pauses.wait(milliseconds),
    random,
    retrySeconds,
  };
  const queueArns = new Set(model.queues.map(({ arn }) => arn));

  async function sendToQueue(target: TargetDescription, event: JsonObject): Promise<void> {
    const body = target.input ?? JSON.stringify(event);
    const failure = await deliver(
      () => send(target.arn, { body, groupId: target.messageGroupId }),
      target,
      ports,
    );
    if (failure === undefined) return;
    log(
      `events: ${target.arn} did not take an event of ${target.ruleArn}: ${failure.code}: ${failure.message}`,
    );
    if (target.deadLetterArn === undefined) return;
    await send(target.deadLetterArn, { body, attributes: deadLetterAttributes(target, failure) });
  }

  const buses = new EventBuses({
    buses: model.buses,
    rules: model.rules,
    random,
    deliver(target, event) {
      if (queueArns.has(target.arn)) {
        sendToQueue(target, event).catch((error: unknown) =>
          log(`events: an event is lost: ${String(error)}`),
        );
      } else {
        // Lambda takes every event. What fails afterwards is the matter of its own retries.
        invocations.begin(target.arn, target.input === undefined ? event : JSON.parse(target.input));
      }
    },
  });
  return {
    buses,
    stop() {
      buses.stop();
      pauses.stop();
      invocations.stop();
    },
  };
}

async function sendOrThrow(queues: Upstream, queueArn: string, message: OutgoingMessage): Promise<void> {
  const failure = await sendMessage(queues, queueArn, message);
  if (failure === undefined) return;
  throw failure.permanent ? new Rejection(failure.code, failure.message) : new Error(failure.message);
}

function deadLetterAttributes(
  target: TargetDescription,
  { code, message, exhausted, retries }: DeliveryFailure,
): Record<string, string> {
  return {
    RULE_ARN: target.ruleArn,
    TARGET_ARN: target.arn,
    ERROR_CODE: code,
    ERROR_MESSAGE: message,
    RETRY_ATTEMPTS: String(retries),
    ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
}
