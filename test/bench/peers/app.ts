/** Synthesizes the peers as a stack of their own over the table that the context names. */
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import * as z from 'zod';
import { bundlePeers } from './bundle.ts';
import { Peer, type PeerProps } from './peer-construct.ts';

const app = new App({ analyticsReporting: false });
const tableName = z.string().parse(app.node.tryGetContext('tableName'));
const codeOf = await bundlePeers(join(app.outdir, 'bundles'));

const stack = new Stack(app, 'peers');
const table = Table.fromTableName(stack, 'Contacts', tableName);

const addPeer = (id: string, functions: Pick<PeerProps, 'dispatcher' | 'worker'>): Peer =>
  new Peer(stack, id, { table, codeOf, ...functions });

addPeer('PeerLoop', { dispatcher: 'loop' });
addPeer('PeerOneByOne', {
  dispatcher: 'one-by-one-dispatch',
  worker: { code: 'one-by-one-worker', batchSize: 1 },
});
addPeer('PeerWorkflow', {
  dispatcher: 'workflow-dispatch',
  worker: { code: 'workflow-worker', batchSize: 10 },
});
addPeer('PeerPacked', {
  dispatcher: 'packed-dispatch',
  worker: { code: 'packed-worker', batchSize: 10 },
});
addPeer('PeerFilled', {
  dispatcher: 'packed-dispatch',
  worker: { code: 'packed-worker', batchSize: 50, window: 1 },
});

const library = addPeer('PeerLibrary', {
  dispatcher: 'library-dispatch',
  worker: { code: 'library-worker', batchSize: 10 },
});
// As in the library's guide: a table of its own, by id.
const records = new Table(stack, 'IdempotencyRecords', {
  partitionKey: { name: 'id', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  timeToLiveAttribute: 'expiration',
});
library.useRecords(records);
