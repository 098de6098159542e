/** The client of the functions alone. It is bundled as they are, so that the worker is compared with the same code. */
import { DynamoDBClient, UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { awsClientOptions, withoutUnusedMiddleware } from '../../../shared/aws/aws-client.ts';

const client = withoutUnusedMiddleware(new DynamoDBClient(awsClientOptions()));

export const sendUpdate = (input: UpdateItemCommandInput): Promise<unknown> =>
  client.send(new UpdateItemCommand(input));
