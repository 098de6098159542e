import { serveDocument } from '../../../shared/http/served-document.ts';

export const handler = serveDocument(new URL('events.json', import.meta.url));
