// Preloaded into a module: when its process ends, writes to a file what it has used, as JSON.
const { readFileSync, writeFileSync } = require('node:fs');
process.on('exit', () => {
  // Not getrusage: Linux hands its maximum down from the process that started this one.
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  const { user, system } = process.cpuUsage();
  const usage = { peakMegabytes: kilobytes / 1024, cpuSeconds: (user + system) / 1e6 };
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage));
});
