import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { ApiFunctionModules } from '../../functions/api/functions.ts';
import { apiSettings } from '../../functions/api/settings.ts';
import type { TokenSettings } from '../../shared/http/authenticated-caller.ts';
import { operations, type OperationId } from '../../shared/http/contract/operations.ts';
import { timeBudgets, timeoutOf } from '../../shared/runtime/time-budgets.ts';
import type { CodeOf } from '../bundle.ts';
import { apiGrants, type ApiGrantsProps } from './api-grants.ts';
import { ContactFunction } from './contact-function.ts';
import { metricsNamespace } from './metrics-namespace.ts';

export interface ApiFunctionsProps extends ApiGrantsProps {
  readonly codeOf: CodeOf;
  readonly tokens: TokenSettings;
  /** Whether members' own systems are notified of changes. */
  readonly notifiesMembers: boolean;
}

type SettingName<Schema = (typeof apiSettings)[OperationId]> = Schema extends z.ZodObject
  ? keyof Schema['shape']
  : never;

export interface OperationFunction {
  readonly operation: (typeof operations)[OperationId];
  readonly answeredBy: ContactFunction;
}

/** One function per operation, each granted only the actions that it needs. */
export class ApiFunctions extends Construct {
  readonly operations: readonly OperationFunction[];

  constructor(scope: Construct, id: string, props: ApiFunctionsProps) {
    super(scope, id);
    const {
      codeOf,
      table,
      changeQueue,
      reassignmentQueue,
      memberQueue,
      eventQueue,
      tokens,
      notifiesMembers,
    } = props;
    const environment: Record<Exclude<SettingName, keyof typeof table.settings>, string> &
      typeof table.settings = {
      ...table.settings,
      NIC_CLAIM: tokens.nicClaim,
      CONTACTS_SCOPE: tokens.contactsScope,
      OPERATOR_SCOPE: tokens.operatorScope,
      ROLES_AS_SCOPES: String(tokens.rolesAsScopes),
      METRICS_NAMESPACE: metricsNamespace(this),
      CHANGE_QUEUE_URL: changeQueue.queue.queueUrl,
      REASSIGNMENT_QUEUE_URL: reassignmentQueue.queue.queueUrl,
      MEMBER_QUEUE_URL: memberQueue.queue.queueUrl,
      EVENT_QUEUE_URL: eventQueue.queue.queueUrl,
      NOTIFIES_MEMBERS: String(notifiesMembers),
      // Ends in a UUID that CloudFormation made up, and no answer names it.
      CURSOR_SECRET: Stack.of(this).stackId,
    };
    const grants = apiGrants(props);
    this.operations = Object.values(operations).map((operation) => {
      const name = folderOf(operation.operationId);
      const answeredBy = new ContactFunction(this, name, {
        folder: `api/${name}`,
        codeOf,
        settings: apiSettings[operation.operationId],
        environment,
        grants: grants[operation.operationId],
        timeoutSeconds: timeoutOf(timeBudgets.api),
        isTraced: true,
      });
      return { operation, answeredBy };
    });
  }
}

const folderOf = (operationId: keyof ApiFunctionModules): string =>
  operationId.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
