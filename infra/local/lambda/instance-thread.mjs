// One instance of a function, inside its thread. JavaScript, because each thread would spend 25 ms and a megabyte on
// loading Node's type stripper for the sake of this one file.
import { parentPort, workerData } from 'node:worker_threads';

const { bundle, handler, clockAhead, context } = workerData;
const port = parentPort;
const MachineDate = Date;
const machineNow = MachineDate.now;
const ahead = new Float64Array(clockAhead);

/** The time as the stack has set it for its functions. */
globalThis.Date = class Date extends MachineDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [machineNow() + ahead[0]] : parts));
  }

  static now() {
    return machineNow() + ahead[0];
  }
};

function describe(error) {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack }
    : { errorType: typeof error, errorMessage: String(error) };
}

/** The processor time of this thread since its start, in milliseconds. Node before 23.9 does not count it. */
function processor() {
  const { user, system } = process.threadCpuUsage?.() ?? { user: 0, system: 0 };
  return (user + system) / 1000;
}

async function load() {
  const exported = (await import(bundle))[handler];
  if (typeof exported !== 'function') throw new TypeError(`${bundle} exports no function ${handler}`);
  return exported;
}

try {
  const handle = await load();
  port.on('message', async ({ event, requestId, deadline }) => {
    try {
      const result = await handle(JSON.parse(event), {
        ...context,
        awsRequestId: requestId,
        callbackWaitsForEmptyEventLoop: true,
        getRemainingTimeInMillis: () => Math.max(0, deadline - machineNow()),
      });
      port.postMessage({ kind: 'result', processor: processor(), payload: JSON.stringify(result) });
    } catch (error) {
      port.postMessage({ kind: 'failure', processor: processor(), ...describe(error) });
    }
  });
  port.postMessage({ kind: 'ready', processor: processor() });
} catch (error) {
  port.postMessage({ kind: 'failure', processor: processor(), ...describe(error) });
}
