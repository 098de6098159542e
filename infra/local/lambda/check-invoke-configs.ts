import type { Model } from '../cloudformation/model.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Functions } from './functions.ts';

/** Throws a Refusal for a destination that is no queue of the assembly or that its function may not send to. */
export function checkInvokeConfigs({ invokeConfigs, queues, roles }: Model, functions: Functions): void {
  for (const { functionName, onFailure } of invokeConfigs) {
    const { name, roleArn } = functions.describe(functionName);
    if (onFailure === undefined) continue;
    if (!queues.some(({ arn }) => arn === onFailure))
      throw new Refusal(`${name} sends failed events to ${onFailure}, which is no queue of the assembly`);
    if (roles.get(roleArn)?.allows('sqs:SendMessage', onFailure) !== true)
      throw new Refusal(`the role of ${name} does not allow sqs:SendMessage on ${onFailure}`);
  }
}
