// Makes the sound of an id: noise, network, sampler, finishing.
import { between, noiseOf } from './noise.js';
import { finish } from './finishing.js';
import { karras, samplers } from './sampler.js';
import { parse } from './sound-id.js';

const MOST_STEPS = 200;

export class Generator {
  constructor(network, model) { Object.assign(this, { network, model }); }

  // Gives the samples, [channels, samples], each from -1 to 1; onStep(step, steps, samples) gets the sound so far.
  async make(id, onStep) {
    const recipe = parse(id), { sampleRate, channels, labels } = this.model;
    this.#require(recipe);
    const length = +recipe.length, steps = +recipe.steps, label = labels.indexOf(recipe.class);
    const levels = recipe.schedule === 'own' ? Float32Array.from(this.model.noiseLevels) : karras(steps);

    let noise = noiseOf(BigInt(recipe.seed), channels, length);
    if (recipe.verb) noise = between(noise, noiseOf(BigInt(recipe.other), channels, length), +recipe.amount);
    const start = noise.map(value => value * Math.sin(Math.PI / 2 * levels[0]));
    const samples = await samplers[recipe.sampler](
      start, levels, this.#guided(recipe, length, label), (step, sound) => onStep(step, steps, sound));
    return recipe.dc === undefined ? samples : finish(samples, length, sampleRate, recipe);
  }

  // Classifier-free guidance (Ho and Salimans, 2022) at the noise levels of the recipe; a student has it in its weights.
  #guided({ guidance, interval = '0-1', schedule }, length, label) {
    const scale = schedule === 'own' ? 1 : +(guidance ?? 1), [from, to] = interval.split('-').map(Number);
    return async (x, t) => {
      const wanted = await this.network.velocity(x, length, t, label);
      if (scale === 1 || t < from || t > to) return wanted;
      const none = await this.network.velocity(x, length, t, -1);
      return wanted.map((value, i) => scale * value + (1 - scale) * none[i]);
    };
  }

  // An id may come with a link of anybody.
  #require({ model, sampler, schedule, steps, length, verb, other, onset, normalize = 'Peak', class: label, negative }) {
    const own = Object.values(this.model.ids)[0], known = parse(own);
    if (model !== known.model) throw new Error(`The sound is of the model ${model}; this page has ${known.model}.`);
    const isPlain = (!verb || (verb === 'interpolate' && other)) && !onset && !negative && normalize === 'Peak';
    const isOfModel = length === known.length && this.model.labels.includes(label);
    const isSampled = samplers[sampler] && schedule === (this.model.noiseLevels ? 'own' : 'karras') && steps >= 1 && steps <= MOST_STEPS;
    if (!isPlain || !isOfModel || !isSampled)
      throw new Error('This sound needs the service; without one the page makes plain sounds and those between two seeds.');
  }
}
