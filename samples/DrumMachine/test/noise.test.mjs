// node noise.test.mjs: the noise of the page is that of the library, bit for bit; the values are those that the library's own tests read.
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { philox } from '../wwwroot/browser/philox.js';
import { noiseOf } from '../wwwroot/browser/noise.js';

const golden = JSON.parse(readFileSync(new URL('../../../tests/fixtures/noise/noise.json', import.meta.url)));
assert(golden.blocks.length > 0 && golden.noises.length > 0, 'there are golden values');
for (const { counter, key, words } of golden.blocks) {
  const found = [];
  philox(...counter, ...key, found);
  assert.deepStrictEqual(found, words);
}
let values = 0;
for (const { seed, channels, samples, bits } of golden.noises) {
  assert.deepStrictEqual([...new Uint32Array(noiseOf(BigInt(seed), channels, samples).buffer)], bits, `seed ${seed}`);
  values += bits.length;
}
console.log(`noise: ${golden.blocks.length} blocks and ${values} values, bit for bit`);
