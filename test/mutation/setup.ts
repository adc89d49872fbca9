import { configureGlobal } from 'fast-check';

// Enough to catch a mutant: most of those that a property catches fail its first runs.
configureGlobal({ numRuns: 20 });
