// A sound while it forms, drawn as the service draws it: ends of 128 parts of the wave, and a mel spectrogram of 64 columns of 32 bands.
const SIZE = 1024, HOP = 512, BANDS = 32, COLUMNS = 64, PARTS = 128;

const mel = hertz => 2595 * Math.log10(1 + hertz / 700);
const hertz = value => 700 * (10 ** (value / 2595) - 1);
const windowed = Float64Array.from({ length: SIZE }, (_, i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));

// Squared magnitudes of a frame (Cooley and Tukey, 1965).
function power(frame) {
  const real = new Float64Array(SIZE), imaginary = new Float64Array(SIZE), bits = Math.log2(SIZE);
  for (let i = 0; i < SIZE; i++) {
    let mirrored = 0;
    for (let bit = 0; bit < bits; bit++) mirrored |= (i >> bit & 1) << (bits - 1 - bit);
    real[mirrored] = frame[i];
  }
  for (let half = 1; half < SIZE; half *= 2)
    for (let place = 0; place < half; place++) {
      const c = Math.cos(Math.PI * place / half), s = -Math.sin(Math.PI * place / half);
      for (let i = place; i < SIZE; i += 2 * half) {
        const j = i + half, re = real[j] * c - imaginary[j] * s, im = real[j] * s + imaginary[j] * c;
        [real[j], imaginary[j], real[i], imaginary[i]] = [real[i] - re, imaginary[i] - im, real[i] + re, imaginary[i] + im];
      }
    }
  return real.subarray(0, SIZE / 2 + 1).map((value, i) => value ** 2 + imaginary[i] ** 2);
}

function triangles(rate) {
  const top = mel(rate / 2), edge = i => hertz(top * i / (BANDS + 1));
  return Array.from({ length: BANDS }, (_, band) => {
    const [low, centre, high] = [edge(band), edge(band + 1), edge(band + 2)];
    return Float64Array.from({ length: SIZE / 2 + 1 }, (_, bin) => {
      const at = bin * rate / SIZE;
      return 2 / (high - low) * Math.max(0, Math.min((at - low) / (centre - low), (high - at) / (high - centre)));
    });
  });
}

export class Sketcher {
  constructor(rate) { this.bands = triangles(rate); }

  of(samples, length) {
    return { wave: this.#wave(samples.subarray(0, length)), mel: this.#mel(samples, length) };
  }

  #wave(samples) {
    const wave = new Int8Array(2 * PARTS);
    for (let part = 0; part < PARTS; part++) {
      let least = 0, most = 0;
      for (let i = Math.floor(samples.length * part / PARTS); i < Math.floor(samples.length * (part + 1) / PARTS); i++) {
        least = Math.min(least, samples[i]);
        most = Math.max(most, samples[i]);
      }
      wave[2 * part] = Math.max(-127, 127 * least);
      wave[2 * part + 1] = Math.min(127, 127 * most);
    }
    return wave;
  }

  #mel(samples, length) {
    const channels = samples.length / length, mean = at => {
      const i = Math.abs(at) < length ? Math.abs(at) : 2 * (length - 1) - at;
      let sum = 0;
      for (let channel = 0; channel < channels; channel++) sum += samples[channel * length + i];
      return sum / channels;
    };
    const frames = Math.floor(length / HOP) + 1, levels = [];
    for (let column = 0; column < COLUMNS; column++) {
      const start = Math.min(frames - 1, Math.floor(column * frames / COLUMNS)) * HOP - SIZE / 2;
      const spectrum = power(windowed.map((weight, i) => weight * mean(start + i)));
      for (const weights of this.bands)
        levels.push(10 * Math.log10(Math.max(1e-10, weights.reduce((sum, weight, bin) => sum + weight * spectrum[bin], 0))));
    }
    const floor = levels.reduce((most, level) => Math.max(most, level)) - 80;
    return Uint8Array.from(levels, level => Math.max(0, Math.min(255, 255 * (level - floor) / 80)));
  }
}
