import { serveDocument } from '../../../shared/http/served-document.ts';

export const handler = serveDocument(new URL('openapi.json', import.meta.url));
