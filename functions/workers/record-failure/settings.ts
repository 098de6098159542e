export { TableSettings as Settings } from '../../../shared/runtime/settings.ts';
