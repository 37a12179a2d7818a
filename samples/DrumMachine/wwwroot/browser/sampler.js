// The samplers and the schedule of docs/samplers.md that the page needs. A noise level t is the angle pi t / 2: a noisy sound is
// cos(angle) sound + sin(angle) noise. predict(x, t) gives the network's velocity, report(step, estimate) tells the sound so far.

const cos = t => t === 1 ? 0 : Math.cos(Math.PI / 2 * t);
const sin = t => Math.sin(Math.PI / 2 * t);

const combine = (a, x, b, y) => x.map((value, i) => a * value + b * y[i]);

function karras(steps) {
  const [most, least] = [80 ** (1 / 7), 0.01 ** (1 / 7)];
  const levels = new Float32Array(steps + 1);
  levels[0] = 1;
  for (let i = 1; i < steps; i++) levels[i] = Math.atan((most + i / (steps - 1) * (least - most)) ** 7) * 2 / Math.PI;
  return levels;
}

// The quantiles of a logistic distribution over ln sigma.
function logistic(steps) {
  const levels = new Float32Array(steps + 1);
  levels[0] = 1;
  for (let i = 1; i < steps; i++) levels[i] = Math.atan(((steps - i) / i) ** 1.3) * 2 / Math.PI;
  return levels;
}

export const schedules = { karras, logistic };

// DPM-Solver++(2M) (Lu et al., 2022) on the sound plus noise of the deviation sigma = tan(angle). From t = 1, where sigma is infinite, the
// first step is the exact limit.
async function dpmpp2m(x, levels, predict, report) {
  const sigmas = Array.from(levels, t => t === 1 ? Infinity : sin(t) / cos(t));
  const denoise = async (noisy, t) => combine(cos(t), noisy, -sin(t), await predict(noisy, t));
  let last = null, lastStep = 0;
  for (let i = 0; i < levels.length - 1; i++) {
    const t = levels[i], [sigma, next] = [sigmas[i], sigmas[i + 1]];
    if (sigma === Infinity) {
      const start = await denoise(x, t);
      x = combine(next, x, 1, start);
      report(i + 1, start);
      continue;
    }
    const estimate = await denoise(x.map(value => cos(t) * value), t), ratio = next / sigma;
    const step = ratio > 0 ? -Math.log(ratio) : Infinity;
    let blend = estimate;
    if (last && ratio > 0) {
      const share = step / (2 * lastStep);
      blend = combine(1 + share, estimate, -share, last);
    }
    x = combine(ratio, x, 1 - ratio, blend);
    report(i + 1, estimate);
    [last, lastStep] = [estimate, step];
  }
  return x;
}

// Adams's predictor and corrector on the velocity, fitted to rotations (Gautschi, 1961), as the class VAdamsSampler tells it. One call a
// step: the velocity at the predictor's result corrects the step and begins the next one.
async function vAdams(x, levels, predict, report) {
  let before = null, recent = []; // newest first
  for (let i = 0; i < levels.length - 1; i++) {
    const t = levels[i], next = levels[i + 1];
    recent = [{ t, velocity: await predict(x, t) }, ...recent.slice(0, 2)];
    if (before) x = corrected(before, recent);
    const sound = combine(cos(t), x, -sin(t), recent[0].velocity);
    before = x;
    x = next === 0 ? sound : predicted(x, recent, next);
    report(i + 1, sound);
  }
  return x;
}

const versine = angle => 2 * Math.sin(angle / 2) ** 2; // 1 - cos, without cancellation
const angleBetween = (from, to) => Math.PI / 2 * (to - from);

function predicted(x, [now, last], next) {
  const d = angleBetween(now.t, next);
  if (!last) return combine(Math.cos(d), x, Math.sin(d), now.velocity);
  const p = angleBetween(now.t, last.t), ofLast = versine(d) / Math.sin(p);
  return combine(1, combine(1, x, Math.sin(d) - ofLast * Math.cos(p), now.velocity), ofLast, last.velocity);
}

function corrected(x, [now, last, earlier]) {
  const d = angleBetween(last.t, now.t);
  if (!earlier) {
    const half = Math.tan(d / 2);
    return combine(1, combine(1, x, half, last.velocity), half, now.velocity);
  }
  const p = angleBetween(last.t, earlier.t), lag = Math.sin(d) - d;
  const determinant = versine(d) * Math.sin(p) - versine(p) * Math.sin(d);
  const ofEarlier = (lag * Math.sin(d) + versine(d) ** 2) / determinant;
  const ofNow = -(versine(p) * versine(d) + Math.sin(p) * lag) / determinant;
  const start = combine(1, x, d - ofEarlier - ofNow, last.velocity);
  return combine(1, combine(1, start, ofEarlier, earlier.velocity), ofNow, now.velocity);
}

// DDIM (Song, Meng and Ermon, 2021): the same sound and the same noise, mixed for the next level. Students are sampled so.
async function ddim(x, levels, predict, report) {
  for (let i = 0; i < levels.length - 1; i++) {
    const t = levels[i], next = levels[i + 1], velocity = await predict(x, t);
    const sound = combine(cos(t), x, -sin(t), velocity), noise = combine(sin(t), x, cos(t), velocity);
    x = combine(cos(next), sound, sin(next), noise);
    report(i + 1, sound);
  }
  return x;
}

export const samplers = { 'v-adams': vAdams, 'dpmpp-2m': dpmpp2m, ddim };
