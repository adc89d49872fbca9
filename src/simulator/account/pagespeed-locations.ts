/** Where StatusCake runs page speed tests, a server for each region. The addresses are reserved for documentation. */

import { type Location, location } from './locations.ts';

/** What `/pagespeed-locations` lists. The region codes are those of the API reference. */
export const pagespeedLocations: readonly Location[] = [
  location('PAGESPD-AU3', { ipv4: '198.51.100.1' }, 'Australia', 'AU'),
  location('PAGESPD-CA2', { ipv4: '198.51.100.2' }, 'Canada', 'CA'),
  location('PAGESPD-DE4', { ipv4: '198.51.100.3' }, 'Germany', 'DE'),
  location('PAGESPD-FR1', { ipv4: '198.51.100.4' }, 'France', 'FR'),
  location('PAGESPD-IN2', { ipv4: '198.51.100.5' }, 'India', 'IN'),
  location('PAGESPD-JP1', { ipv4: '198.51.100.6' }, 'Japan', 'JP'),
  location('PAGESPD-NL6', { ipv4: '198.51.100.7' }, 'Netherlands', 'NL'),
  location('PAGESPD-SG1', { ipv4: '198.51.100.8' }, 'Singapore', 'SG'),
  location('PAGESPD-UK5', { ipv4: '198.51.100.9', ipv6: '2001:db8::10' }, 'United Kingdom', 'UK'),
  location('PAGESPD-US4', { ipv4: '198.51.100.10' }, 'United States', 'US'),
  location('PAGESPD-USW2', { ipv4: '198.51.100.11' }, 'United States, West', 'USW'),
];

/** The regions that page speed tests can run from. */
export const pagespeedRegions: readonly string[] = pagespeedLocations.map(({ region_code }) => region_code);

/** Returns the country of a location: by the API reference a code of two letters, here those that regions begin with. */
export function countryOf({ region_code }: Location): string {
  return region_code.slice(0, 2);
}

/** Returns the name of the server that runs the tests of a region. */
export function serverOf(region: string): string {
  return pagespeedLocations.find(({ region_code }) => region_code === region)?.description ?? '';
}
