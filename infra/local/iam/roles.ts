import * as z from 'zod';
import { managedPolicies } from './managed-policies.ts';
import { Role } from './role.ts';
import { policyDocument, type Statement } from './statement.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const roleProperties = z.strictObject({
  RoleName: ignored,
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocument })).default([]),
  Description: ignored,
  MaxSessionDuration: ignored,
  Path: z.literal('/').optional(),
  Tags: ignored,
});

const policyProperties = z.strictObject({
  PolicyName: z.string(),
  PolicyDocument: policyDocument,
  Roles: z.array(z.string()),
});

/** Reads the roles of the assembly, by ARN, with the statements of their inline and attached policies. */
export function readRoles(resources: readonly Resource[]): Map<string, Role> {
  const attached = ofType(resources, 'AWS::IAM::Policy').map((resource) =>
    readProperties(resource, policyProperties),
  );
  const roles = ofType(resources, 'AWS::IAM::Role').map((resource): [string, Role] => {
    const name = resource.identity.reference;
    const given = readProperties(resource, roleProperties);
    const statements = [
      ...given.ManagedPolicyArns.flatMap(managed),
      ...given.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
      ...attached
        .filter(({ Roles }) => Roles.includes(name))
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    ];
    return [resource.identity.attributes['Arn'] ?? '', new Role(name, statements)];
  });
  return new Map(roles);
}

function managed(policyArn: string): Statement[] {
  const statements = managedPolicies[policyArn];
  if (statements === undefined) throw new Refusal(`the managed policy ${policyArn} is not known here`);
  return statements;
}
