// Makes the sound of an id: noise, character, network, sampler, finishing.
import { between, noiseOf } from './noise.js';
import { finish } from './finishing.js';
import { draw } from './character.js';
import { samplers, schedules } from './sampler.js';
import { parse } from './sound-id.js';

const MOST_STEPS = 200;

export class Generator {
  // open(model) opens the network of one of the page's models.
  constructor(page, open) { Object.assign(this, { page, open, networks: new Map() }); }

  // Gives the samples, [channels, samples], each from -1 to 1; onStep(step, steps, samples) gets the sound so far.
  async make(id, onStep) {
    const recipe = parse(id), { sampleRate, channels } = this.page, model = this.#modelOf(recipe);
    const length = +recipe.length, steps = +recipe.steps;
    const levels = recipe.schedule === 'own' ? Float32Array.from(model.noiseLevels) : schedules[recipe.schedule](steps);

    let noise = noiseOf(BigInt(recipe.seed), channels, length);
    if (recipe.verb) noise = between(noise, noiseOf(BigInt(recipe.other), channels, length), +recipe.amount);
    const start = noise.map(value => value * Math.sin(Math.PI / 2 * levels[0]));
    const samples = await samplers[recipe.sampler](
      start, levels, await this.#guided(recipe, model), (step, sound) => onStep(step, steps, sound));
    return recipe.dc === undefined ? samples : finish(samples, length, sampleRate, recipe);
  }

  #networkOf(name, model) {
    if (!this.networks.has(name)) this.networks.set(name, this.open(model));
    return this.networks.get(name).catch(error => {
      this.networks.delete(name); // to be tried again
      throw error;
    });
  }

  // The coordinates and a 1, as the network takes them; zeros for a class without characters, nothing for a model without them.
  #characterOf(recipe, { characters, labels }) {
    if (!characters) return null;
    const prior = characters[labels.indexOf(recipe.class)];
    const asked = this.page.sliders.flatMap((name, i) => recipe[name] === undefined ? [] : [[i, +recipe[name]]]);
    if (!prior) return new Float32Array(characters.find(Boolean).mean.length + 1);
    return Float32Array.of(...draw(prior, BigInt(recipe.seed), new Map(asked)), 1);
  }

  // Classifier-free guidance (Ho and Salimans, 2022) at the noise levels of the recipe; a student has it in its weights.
  async #guided(recipe, model) {
    const { guidance, interval = '0-1', schedule } = recipe, length = +recipe.length, label = model.labels.indexOf(recipe.class);
    const scale = schedule === 'own' ? 1 : +(guidance ?? 1), [from, to] = interval.split('-').map(Number);
    const network = await this.#networkOf(recipe.model, model), character = this.#characterOf(recipe, model);
    return async (x, t) => {
      const wanted = await network.velocity(x, length, t, label, character);
      if (scale === 1 || t < from || t > to) return wanted;
      const none = await network.velocity(x, length, t, -1, character);
      return wanted.map((value, i) => scale * value + (1 - scale) * none[i]);
    };
  }

  // An id may come with a link of anybody.
  #modelOf(recipe) {
    const { sampler, schedule, steps, length, verb, other, onset, normalize = 'Peak', class: label, negative, like } = recipe;
    const { models, sliders } = this.page, model = Object.hasOwn(models, recipe.model) ? models[recipe.model] : null;
    if (!model) throw new Error(`The sound is of the model ${recipe.model}; this page has ${Object.keys(models).join(' and ')}.`);
    const isAsked = sliders.every(name => recipe[name] === undefined || (model.characters && +recipe[name] >= 0 && +recipe[name] <= 1));
    const isPlain = (!verb || (verb === 'interpolate' && other)) && !onset && !negative && !like && normalize === 'Peak';
    const isOfModel = +length === model.length && model.labels.includes(label);
    const isKnown = model.noiseLevels ? schedule === 'own' : Object.hasOwn(schedules, schedule);
    const isSampled = Object.hasOwn(samplers, sampler) && isKnown && steps >= 1 && steps <= MOST_STEPS;
    if (!isPlain || !isOfModel || !isSampled || !isAsked)
      throw new Error('This sound needs the service; without one the page makes plain sounds and those between two seeds.');
    return model;
  }
}
