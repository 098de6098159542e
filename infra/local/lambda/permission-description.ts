import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ofType, readProperties } from '../cloudformation/read-properties.ts';

const properties = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
  EventSourceToken: z.string().optional(),
  FunctionUrlAuthType: z.string().optional(),
  InvokedViaFunctionUrl: z.boolean().optional(),
  PrincipalOrgID: z.string().optional(),
});

/** Which service may invoke a function, and in whose name. */
export interface PermissionDescription {
  /** The function's name or its ARN. */
  readonly functionName: string;
  readonly service: string;
  /** May hold wildcards. Without one, any resource of the service. */
  readonly sourceArn: string | undefined;
  readonly sourceAccount: string | undefined;
}

/** Reads the permissions of services to invoke a function. */
export function readPermissions(resources: readonly Resource[]): PermissionDescription[] {
  return ofType(resources, 'AWS::Lambda::Permission')
    .map((resource) => readProperties(resource, properties))
    .filter(
      ({ Action, EventSourceToken, FunctionUrlAuthType, InvokedViaFunctionUrl, PrincipalOrgID }) =>
        (Action === 'lambda:InvokeFunction' || Action === 'lambda:*') &&
        EventSourceToken === undefined &&
        FunctionUrlAuthType === undefined &&
        InvokedViaFunctionUrl !== true &&
        PrincipalOrgID === undefined,
    )
    .map(({ FunctionName, Principal, SourceArn, SourceAccount }) => ({
      functionName: FunctionName,
      service: Principal,
      sourceArn: SourceArn,
      sourceAccount: SourceAccount,
    }));
}
