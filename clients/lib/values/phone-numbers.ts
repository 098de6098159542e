import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A service's number as people write it: `09 72 10 12 34` in France, else `+41 22 518 23 20`. */
export function formatServiceId(serviceId: string): string {
  const international = serviceId.replace(/^00/, '+');
  const number = parsePhoneNumberFromString(international);
  if (number === undefined) return international;
  return number.countryCallingCode === '33' ? number.formatNational() : number.formatInternational();
}
