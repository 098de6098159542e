export { ChangeApiSettings as Settings } from '../../../shared/http/compose.ts';
