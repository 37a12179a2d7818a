// From a seed to normal values, bit for bit those of docs/noise.md: IEEE doubles, without the functions of browsers, whose last bits differ.
import { philox } from './philox.js';

const DOMAIN = 0x4e4f4953; // "NOIS"
const DERIVATION = 0x44455249; // "DERI"
const SINE = [-1 / 6, 1 / 120, -1 / 5040, 1 / 362880, -1 / 39916800, 1 / 6227020800, -1 / 1307674368000];
const COSINE = [-1 / 2, 1 / 24, -1 / 720, 1 / 40320, -1 / 3628800, 1 / 479001600, -1 / 87178291200, 1 / 20922789888000];
const ATANH = [1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17, 1 / 19, 1 / 21];

function polynomial(x, coefficients) {
  let sum = coefficients.at(-1);
  for (let i = coefficients.length - 2; i >= 0; i--) sum = coefficients[i] + x * sum;
  return sum;
}

const double = new DataView(new ArrayBuffer(8));

// ln u = e ln 2 + 2 atanh((m - 1) / (m + 1)), with u = 2^e m.
function logarithm(u) {
  double.setFloat64(0, u);
  const top = double.getUint32(0);
  let e = (top >>> 20) - 1023;
  double.setUint32(0, (top & 0xfffff) | 0x3ff00000);
  let m = double.getFloat64(0);
  if (m >= Math.SQRT2) { m *= 0.5; e++; }
  const z = (m - 1) / (m + 1), w = z * z;
  return e * 6.93147180369123816490e-01 + (e * 1.90821492927058770002e-10 + (2 * z + 2 * z * (w * polynomial(w, ATANH))));
}

// Box and Muller: two words are two normal values.
function pair(radiusWord, angleWord, out, at) {
  const radius = Math.sqrt(-2 * logarithm((radiusWord + 0.5) / 4294967296));
  const quadrant = ((angleWord + 0x20000000) >>> 0) >>> 30;
  const x = ((angleWord - quadrant * 2 ** 30) | 0) * (Math.PI / 2147483648), y = x * x;
  const sine = x + x * y * polynomial(y, SINE), cosine = 1 + y * polynomial(y, COSINE);
  const [c, s] = [[cosine, sine], [-sine, cosine], [-cosine, -sine], [sine, -cosine]][quadrant];
  out[at] = radius * c;
  out[at + 1] = radius * s;
}

// The start noise of a seed (a BigInt), [channels, samples].
export function noiseOf(seed, channels, samples) {
  const noise = new Float32Array(channels * samples), words = [0, 0, 0, 0], four = new Float32Array(4);
  const low = Number(seed & 0xffffffffn), top = Number(seed >> 32n & 0xffffffffn);
  for (let channel = 0; channel < channels; channel++)
    for (let i = 0; i < samples; i += 4) {
      philox(i / 4, channel, 0, DOMAIN, low, top, words);
      pair(words[0], words[1], four, 0);
      pair(words[2], words[3], four, 2);
      noise.set(four.subarray(0, Math.min(4, samples - i)), channel * samples + i);
    }
  return noise;
}

// The seed of a part of a seed's noise, which is independent of the noise of the seed itself.
export function partOf(seed, part) {
  const words = [0, 0, 0, 0];
  philox(part, 0, 0, DERIVATION, Number(seed & 0xffffffffn), Number(seed >> 32n & 0xffffffffn), words);
  return BigInt(words[0]) | BigInt(words[1]) << 32n;
}

// Between two noises along the sphere on which noise lies (Shoemake, 1985).
export function between(from, to, place) {
  let dot = 0, fromSquare = 0, toSquare = 0;
  for (let i = 0; i < from.length; i++) {
    dot += from[i] * to[i];
    fromSquare += from[i] * from[i];
    toSquare += to[i] * to[i];
  }
  const angle = Math.acos(Math.max(-1, Math.min(1, dot / Math.sqrt(fromSquare * toSquare)))), sine = Math.sin(angle);
  const [first, second] = sine > 1e-6 ? [Math.sin((1 - place) * angle) / sine, Math.sin(place * angle) / sine] : [1 - place, place];
  return from.map((value, i) => first * value + second * to[i]);
}
