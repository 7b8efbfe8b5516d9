import { parseArgs } from 'node:util';
import { fuzzDiscovery, limit } from './fuzzDiscovery.ts';

// npm run fuzz [-- --count N --seed N]: mutated sources through discovery; the tests of this folder hold the rest.
const { values } = parseArgs({
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const { tried, lost, slowest } = fuzzDiscovery(Number(values.count), Number(values.seed));
console.log('language     tried   survived   lost');
for (const [extension, count] of Object.entries(tried).sort()) {
  const gone = lost.filter((one) => one.extension === extension).length;
  console.log(
    `${extension.padEnd(10)} ${String(count).padStart(7)} ${String(count - gone).padStart(10)}   ${gone === 0 ? 'nothing' : String(gone)}`,
  );
}
for (const { seed, extension, why } of lost.slice(0, 20)) console.log(`seed ${String(seed)} (${extension}): ${why}`);
const total = Object.values(tried).reduce((sum, count) => sum + count, 0);
console.log(
  `${String(total)} tried, ${String(total - lost.length)} survived, lost: ${lost.length === 0 ? 'nothing' : String(lost.length)}; slowest ${slowest.toFixed(0)} ms (limit ${String(limit)})`,
);
process.exitCode = lost.length === 0 ? 0 : 1;
