import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { ConsoleConfig } from '../../clients/console/config.ts';
import { forward, relay } from '../local/cloudfront/forward.ts';
import { listen } from '../local/lib/listen.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface EdgeOptions {
  readonly port: number;
  readonly apiUrl: string;
  readonly consoleFolder: string;
  readonly config: ConsoleConfig;
  readonly issuer: RequestListener;
}

/** One address for the console, its issuer below `/oidc`, and the API. */
export async function startEdge({ port, apiUrl, consoleFolder, config, issuer }: EdgeOptions) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', apiUrl);
    if (pathname === '/console/config.json') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(config));
    } else if (pathname.startsWith('/console/')) {
      const name = normalize(pathname.slice('/console/'.length));
      const file = join(consoleFolder, name);
      const found = !name.startsWith('..') && existsSync(file) && statSync(file).isFile();
      const sent = found ? file : join(consoleFolder, 'index.html');
      response.setHeader('content-type', types[extname(sent)] ?? 'application/octet-stream');
      createReadStream(sent).pipe(response);
    } else if (pathname.startsWith('/oidc/')) {
      issuer(request, response);
    } else {
      const { host: _host, ...headers } = request.headers;
      forward(request, { url: new URL(request.url ?? '/', apiUrl), headers })
        .then((answer) => relay(answer, response))
        .catch(() => response.destroy());
    }
  });
  const actual = await listen(server, port);
  return {
    url: `http://127.0.0.1:${actual}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
