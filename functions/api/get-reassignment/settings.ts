export { ApiSettings as Settings } from '../../../shared/http/compose.ts';
