import { readSettings } from '../../infra/environments.ts';
import { openApiDocument } from '../../infra/openapi.ts';

/** The OpenAPI document of the local stack. */
export const localDocument = () => openApiDocument(readSettings('local'));
