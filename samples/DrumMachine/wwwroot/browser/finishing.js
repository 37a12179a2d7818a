// What the library does to a sound behind the network (the class Finisher), with the settings of its id. Samples are [channels, samples].
const cosPi = turn => Math.cos(Math.PI * turn);

function removeDc(samples, length) {
  for (let start = 0; start < samples.length; start += length) {
    const channel = samples.subarray(start, start + length), mean = channel.reduce((sum, value) => sum + value, 0) / length;
    channel.forEach((value, i) => { channel[i] = value - mean; });
  }
}

function fadeOut(samples, length, end, fade) {
  const count = Math.floor(Math.min(end, fade));
  for (let start = 0; start < samples.length; start += length)
    for (let i = 0; i < count; i++) samples[start + end - count + i] *= 0.5 + 0.5 * cosPi((i + 1) / count);
}

// The last window of 10 ms above the gate is the end of the sound.
function gateTail(samples, length, rate, gate, fade) {
  const window = Math.floor(rate / 100), threshold = 10 ** (gate / 10);
  const meanSquare = (from, to) => {
    let sum = 0;
    for (let start = 0; start < samples.length; start += length)
      for (let i = from; i < to; i++) sum += samples[start + i] ** 2;
    return sum / ((to - from) * (samples.length / length));
  };
  fadeOut(samples, length, length, fade * rate);
  let end = length;
  while (end > 0 && meanSquare(Math.max(0, end - window), end) <= threshold) end = Math.max(0, end - window);
  if (end === length) return;
  for (let start = 0; start < samples.length; start += length) samples.fill(0, start + end, start + length);
  fadeOut(samples, length, end, fade * rate);
}

// The largest magnitude at four times the rate: a sinc under a raised cosine, six zero crossings wide.
function truePeak(samples, length) {
  const reach = 6, cutoff = 0.99;
  const phases = [0, 1, 2, 3].map(part => Array.from({ length: 2 * reach + 4 }, (_, j) => {
    const t = (j - reach - 1 - part / 4) * cutoff;
    return Math.abs(t) >= reach ? 0 : cosPi(t / (2 * reach)) ** 2 * (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t)) * cutoff;
  }));
  let peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let start = 0; start < samples.length; start += length)
    for (let n = 0; n < length; n++)
      for (const weights of phases) {
        let sum = 0;
        for (let j = 0, at = n - reach - 1; j < weights.length; j++, at++)
          if (at >= 0 && at < length) sum += weights[j] * samples[start + at];
        peak = Math.max(peak, Math.abs(sum));
      }
  return peak;
}

export function finish(samples, length, rate, { dc, gate, fade, normalize, target, ceiling }) {
  if (dc === '1') removeDc(samples, length);
  if (gate !== undefined) gateTail(samples, length, rate, +gate, +fade);
  let gain = 1;
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (normalize === 'Peak' && peak > 0) gain = 10 ** (target / 20) / peak;
  if (ceiling !== undefined && peak > 0) gain = Math.min(gain, 10 ** (ceiling / 20) / truePeak(samples, length));
  return samples.map(value => value * gain);
}
