import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const properties = z.strictObject({
  TableName: ignored,
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
        ContributorInsightsSpecification: ignored,
        OnDemandThroughput: ignored,
        WarmThroughput: ignored,
      }),
    )
    .optional(),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  // Expired items stay. Code must not rely on their deletion, which on AWS can also take days.
  TimeToLiveSpecification: ignored,
  PointInTimeRecoverySpecification: ignored,
  SSESpecification: ignored,
  DeletionProtectionEnabled: ignored,
  TableClass: ignored,
  ContributorInsightsSpecification: ignored,
  OnDemandThroughput: ignored,
  WarmThroughput: ignored,
  Tags: ignored,
});

/** The relevant part of the `CreateTable` request. */
export interface TableDescription {
  readonly name: string;
  readonly creation: Readonly<Record<string, unknown>> & {
    readonly AttributeDefinitions: readonly object[];
    readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[] | undefined;
  };
}

export function readTables(resources: readonly Resource[]): TableDescription[] {
  return ofType(resources, 'AWS::DynamoDB::Table').map((resource) => {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } = readProperties(
      resource,
      properties,
    );
    const name = resource.identity.reference;
    const indexes = GlobalSecondaryIndexes?.map((index) => ({
      IndexName: index.IndexName,
      KeySchema: index.KeySchema,
      Projection: index.Projection,
    }));
    return {
      name,
      creation: {
        TableName: name,
        KeySchema,
        AttributeDefinitions,
        GlobalSecondaryIndexes: indexes,
        BillingMode,
      },
    };
  });
}
