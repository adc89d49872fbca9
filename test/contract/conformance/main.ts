/** `npm run conformance -- FILE`: holds the modules and the simulator to the vendor's definition. */

import { examine, reportOf } from './conformance.ts';

const [file = process.env.STATUSCAKE_OPENAPI] = process.argv.slice(2);
if (file === undefined) {
  console.error(
    "Usage: npm run conformance -- FILE, where FILE is the vendor's definition of the API (Swagger 2.0)",
  );
  process.exitCode = 2;
} else {
  try {
    const examiner = await examine(file);
    console.log(reportOf(examiner));
    process.exitCode = examiner.problems.length > 0 || examiner.brokenOff !== undefined ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
