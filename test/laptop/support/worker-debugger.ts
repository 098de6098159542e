import * as z from 'zod';

const Message = z.object({
  id: z.int().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
});
const Attached = z.object({ sessionId: z.string() });
const FromWorker = z.object({ sessionId: z.string(), message: z.string() });

/** A message of a thread to its debugger, and how to answer it. */
export interface WorkerEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly send: (method: string, params?: object) => void;
}

/**
 * Attaches to a process and to each of its threads when it starts, as VS Code does: a thread runs once its debugger has
 * heard of every script that has a source map, and says so by `Debugger.resume`.
 */
export async function debugWorkers(url: string, take: (event: WorkerEvent) => void): Promise<WebSocket> {
  const socket = new WebSocket(url);
  let lastId = 0;
  const send = (method: string, params: object = {}): void =>
    socket.send(JSON.stringify({ id: (lastId += 1), method, params }));
  const sendTo =
    (sessionId: string) =>
    (method: string, params: object = {}): void =>
      send('NodeWorker.sendMessageToWorker', {
        sessionId,
        message: JSON.stringify({ id: (lastId += 1), method, params }),
      });
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = Message.parse(JSON.parse(String(data)));
    if (method === 'NodeWorker.attachedToWorker') {
      const sendToThis = sendTo(Attached.parse(params).sessionId);
      sendToThis('Debugger.enable');
      sendToThis('Debugger.setInstrumentationBreakpoint', {
        instrumentation: 'beforeScriptWithSourceMapExecution',
      });
      sendToThis('Runtime.runIfWaitingForDebugger');
    } else if (method === 'NodeWorker.receivedMessageFromWorker') {
      const { sessionId, message } = FromWorker.parse(params);
      const event = Message.parse(JSON.parse(message));
      if (event.method !== undefined)
        take({ method: event.method, params: event.params, send: sendTo(sessionId) });
    }
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`${url} does not answer`)), { once: true });
  });
  send('NodeWorker.enable', { waitForDebuggerOnStart: true });
  return socket;
}
