// Philox4x32 with 10 rounds (Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", 2011), as docs/noise.md has it.

// The high word of a 32 by 32 bit product, of 16-bit halves: no part leaves the integers that a double holds exactly.
function high(a, b) {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(other / 65536)) >>> 0;
}

// Four words of a counter of four words and a key of two, the lowest first; written into words.
export function philox(c0, c1, c2, c3, low, top, words) {
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = [high(0xd2511f53, c0), Math.imul(0xd2511f53, c0)];
    const [high1, low1] = [high(0xcd9e8d57, c2), Math.imul(0xcd9e8d57, c2)];
    c0 = (high1 ^ c1 ^ low) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ top) >>> 0;
    c3 = low0 >>> 0;
    low = (low + 0x9e3779b9) >>> 0;
    top = (top + 0xbb67ae85) >>> 0;
  }
  [words[0], words[1], words[2], words[3]] = [c0, c1, c2, c3];
}
