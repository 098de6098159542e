import { place } from '../cloudformation/place.ts';
import type { Model } from '../cloudformation/model.ts';
import { permits } from '../iam/resource-policy.ts';
import { wildcard } from '../iam/wildcard.ts';
import type { Functions } from '../lambda/functions.ts';
import { Refusal } from '../lib/refusal.ts';
import type { TargetDescription } from './rule-description.ts';

const service = 'events.amazonaws.com';

/** Throws a Refusal for a target that is not in the assembly or does not permit its rule to use it. */
export function checkTargets(model: Model, functions: Functions): void {
  for (const target of model.rules.flatMap(({ targets }) => targets)) {
    checkTarget(model, functions, target);
    if (target.deadLetterArn !== undefined) checkQueue(model, target.deadLetterArn, target.ruleArn);
  }
}

function checkTarget(model: Model, functions: Functions, target: TargetDescription): void {
  if (target.input !== undefined) checkInput(target, target.input);
  if (model.queues.some(({ arn }) => arn === target.arn)) {
    checkQueue(model, target.arn, target.ruleArn);
    return;
  }
  if (!target.arn.startsWith('arn:aws:lambda:'))
    throw new Refusal(
      `${target.ruleArn} has a target that is no function and no queue of the assembly: ${target.arn}`,
    );
  if (target.messageGroupId !== undefined)
    throw new Refusal(`${target.ruleArn} has SqsParameters for ${target.arn}, which is no queue`);
  checkInvocation(model, functions, target.arn, target.ruleArn);
}

function checkInput({ ruleArn }: TargetDescription, input: string): void {
  try {
    JSON.parse(input);
  } catch (error) {
    throw new Refusal(`${ruleArn} has an Input that is not JSON: ${input}`, { cause: error });
  }
}

/** Throws a Refusal if no `AWS::Lambda::Permission` lets a rule invoke a function. */
export function checkInvocation(
  { permissions }: Model,
  functions: Functions,
  functionArn: string,
  ruleArn: string,
): void {
  const { name, arn } = functions.describe(functionArn);
  const isPermitted = permissions.some(
    (permission) =>
      (permission.functionName === name || permission.functionName === arn) &&
      permission.service === service &&
      (permission.sourceArn === undefined || wildcard(permission.sourceArn).test(ruleArn)) &&
      (permission.sourceAccount === undefined || permission.sourceAccount === place.account),
  );
  if (!isPermitted) throw new Refusal(`no AWS::Lambda::Permission lets ${ruleArn} invoke ${name}`);
}

function checkQueue({ queues, queuePolicies }: Model, queueArn: string, ruleArn: string): void {
  const queue = queues.find(({ arn }) => arn === queueArn);
  if (queue === undefined) throw new Refusal(`${ruleArn} sends to ${queueArn}: no such queue`);
  const request = {
    service,
    action: 'sqs:SendMessage',
    resource: queueArn,
    context: {
      'aws:SourceArn': ruleArn,
      'aws:SourceAccount': place.account,
      'aws:SecureTransport': 'true',
    },
  };
  if (!permits(queuePolicies(queue.name), request))
    throw new Refusal(`no AWS::SQS::QueuePolicy lets ${ruleArn} send messages to ${queue.name}`);
}
