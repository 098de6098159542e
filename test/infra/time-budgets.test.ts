import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { changeLimits } from '../../functions/workers/advance-change/limits.ts';
import { awsClientOptions } from '../../shared/aws/aws-client.ts';
import {
  awsCall,
  awsCallMilliseconds,
  closingMilliseconds,
  memberSystemMilliseconds,
  timeBudgets,
  type TimeBudget,
} from '../../shared/runtime/time-budgets.ts';
import { stacksOf, templatesOf } from '../support/stacks.ts';
import { FunctionProperties, resources } from '../support/template.ts';

const endpoint = 'https://members.example.com';
const Integration = z.object({ TimeoutInMillis: z.number().default(30_000) });

function budgetOf(folder: string, notifiesMembers: boolean): TimeBudget {
  if (folder.startsWith('api/')) return timeBudgets.api;
  const { propagateContact, propagateContactAndNotify } = timeBudgets;
  const budgets = {
    'workers/advance-change': timeBudgets.advanceChange,
    'workers/propagate-contact': notifiesMembers ? propagateContactAndNotify : propagateContact,
    'workers/publish-events': timeBudgets.publishEvents,
    'workers/send-mail': timeBudgets.sendMail,
    'workers/record-failure': timeBudgets.recordFailure,
    'workers/run-reassignment': timeBudgets.runReassignment,
    'scheduled/run-due-work': timeBudgets.runDueWork,
  };
  const found = Object.entries(budgets).find(([name]) => name === folder);
  if (found === undefined) throw new Error(`${folder} has no time budget`);
  return found[1];
}

/** Milliseconds of a call to AWS, counted from what its client is given. */
function slowestCall(): number {
  const { maxAttempts, requestHandler } = awsClientOptions();
  const pauses = Array.from(
    { length: maxAttempts - 1 },
    (_, attempt) => awsCall.pauseMilliseconds * 2 ** attempt,
  );
  return maxAttempts * requestHandler.requestTimeout + pauses.reduce((sum, pause) => sum + pause, 0);
}

it('A step goes on with further pages for no longer than two calls, which its budget includes', () => {
  expect(changeLimits.invocationMilliseconds).toBeLessThanOrEqual(2 * awsCallMilliseconds);
});

describe.each(['local', 'development', 'production'] as const)('In %s', (name) => {
  it.each([undefined, endpoint])('every function has a second to spare (member system: %s)', (member) => {
    const { service } = templatesOf(stacksOf(name, member === undefined ? {} : { memberEndpoint: member }));
    const functions = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()];
    expect(functions.length).toBeGreaterThan(30);
    for (const { Description, Timeout } of functions) {
      const { awsCalls, memberSystemCalls, closes } = budgetOf(Description, member !== undefined);
      const calls = awsCalls * slowestCall() + memberSystemCalls * memberSystemMilliseconds;
      const spare = Timeout * 1_000 - calls - (closes ? closingMilliseconds : 0);
      expect([Description, spare >= 1_000, spare < 2_000]).toEqual([Description, true, true]);
    }
  });

  it('the API answers before API Gateway gives up', () => {
    const { service } = templatesOf(stacksOf(name));
    const integrations = resources(service, 'AWS::ApiGatewayV2::Integration', Integration).values();
    const api = [...resources(service, 'AWS::Lambda::Function', FunctionProperties).values()].filter(
      ({ Description }) => Description.startsWith('api/'),
    );
    const slowest = Math.max(...api.map(({ Timeout }) => Timeout * 1_000));
    for (const { TimeoutInMillis } of integrations) expect(TimeoutInMillis).toBeGreaterThan(slowest);
  });
});

describe('A client of AWS', () => {
  it('states its attempts, and bounds its connection, its request and its silence', () => {
    const milliseconds = awsCall.attemptMilliseconds;
    expect(awsClientOptions()).toMatchObject({
      maxAttempts: awsCall.attempts,
      requestHandler: {
        connectionTimeout: milliseconds,
        requestTimeout: milliseconds,
        socketTimeout: milliseconds,
        throwOnRequestTimeout: true,
      },
    });
  });
});

it('npm run budgets prints the budget of every kind of function', () => {
  const printed = execFileSync(process.execPath, [join(import.meta.dirname, '../../infra/budgets.ts')], {
    encoding: 'utf8',
  });
  expect(printed).toMatch(/^propagate-contact, notifying +3 +1 +11\.9 +1\.0 +1\.0 +14\.0$/m);
  expect(printed.match(/^\S.* \d+\.\d$/gm)).toHaveLength(Object.keys(timeBudgets).length);
});
