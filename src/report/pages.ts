/** The pages of reports. Loaded only where there are any to write, as the libraries that draw them take their time. */
export { fleetPage } from './page/fleet-page.tsx';
export { stackPage } from './page/stack-page.tsx';
