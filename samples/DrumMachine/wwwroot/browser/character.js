// The character of a sound, drawn as the library draws it (the class CharacterPrior): from the distribution of its class, a Gaussian with
// full covariance. A slider asks for a quantile of one of the first coordinates; the others follow as they usually go with it.
import { noiseOf, partOf } from './noise.js';

const PART = 0x43484152; // "CHAR"

// sliders: quantiles, one for each coordinate that is asked for, by its index.
export function draw({ mean, factor, quantiles }, seed, sliders) {
  const normal = noiseOf(partOf(seed, PART), 1, mean.length);
  const drawn = mean.map((centre, i) => factor[i].reduce((sum, weight, j) => sum + weight * normal[j], centre));
  const covariance = (a, b) => factor[a].reduce((sum, weight, k) => k <= b ? sum + weight * factor[b][k] : sum, 0);

  // Matheron's rule: x + C_xs C_ss^-1 (wanted - x_s) is a draw of x given that x_s is as wanted.
  const asked = [...sliders.keys()];
  const missing = solve(
    asked.map(a => asked.map(b => covariance(a, b))), asked.map(a => at(quantiles[a], sliders.get(a)) - drawn[a]));
  return Float32Array.from(drawn, (value, i) => asked.reduce((sum, b, j) => sum + covariance(i, b) * missing[j], value));
}

// The value at a quantile of a table of evenly spaced ones.
function at(table, quantile) {
  const place = Math.max(0, Math.min(1, quantile)) * (table.length - 1), below = Math.min(Math.floor(place), table.length - 2);
  return table[below] + (place - below) * (table[below + 1] - table[below]);
}

// Gaussian elimination of a positive definite matrix, which needs no pivots.
function solve(matrix, right) {
  for (let pivot = 0; pivot < right.length; pivot++)
    for (let row = pivot + 1; row < right.length; row++) {
      const share = matrix[row][pivot] / matrix[pivot][pivot];
      for (let k = pivot; k < right.length; k++) matrix[row][k] -= share * matrix[pivot][k];
      right[row] -= share * right[pivot];
    }
  for (let row = right.length - 1; row >= 0; row--) {
    for (let k = row + 1; k < right.length; k++) right[row] -= matrix[row][k] * right[k];
    right[row] /= matrix[row][row];
  }
  return right;
}
