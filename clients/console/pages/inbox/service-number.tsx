import { formatServiceId } from '../../../lib/values/phone-numbers.ts';

/** The number of a service, as people write it. */
export default function ServiceNumber({ serviceId }: { readonly serviceId: string }) {
  return formatServiceId(serviceId);
}
