export { JobApiSettings as Settings } from '../../../shared/http/compose.ts';
