// The stand-in of SES in a thread of its own: it keeps its mail in a variable of its module, which all stacks of a
// process would share.
import { parentPort } from 'node:worker_threads';
import standIn from 'aws-ses-v2-local';

const port = parentPort;
const server = await standIn.default({ host: '127.0.0.1', port: 0 });
port.postMessage(server.address().port);
