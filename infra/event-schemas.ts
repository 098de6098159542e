import * as z from 'zod';
import { Event } from '../shared/domain/event.ts';

/**
 * The schema of everything that is published, as JSON Schema 2020-12, with one definition for each type of event. It
 * permits properties that it does not know: later releases add some.
 */
export const eventSchemas = (): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(Event, { target: 'draft-2020-12', io: 'input' });
