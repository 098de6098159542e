export { ReassignmentApiSettings as Settings } from '../../../shared/http/compose.ts';
