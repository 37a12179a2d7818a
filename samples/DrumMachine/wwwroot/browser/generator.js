// Makes the sound of an id: noise, character, network, sampler, finishing.
import { between, noiseOf } from './noise.js';
import { finish } from './finishing.js';
import { draw } from './character.js';
import { samplers, schedules } from './sampler.js';
import { parse } from './sound-id.js';

const MOST_STEPS = 200;

export class Generator {
  constructor(network, model) { Object.assign(this, { network, model }); }

  // Gives the samples, [channels, samples], each from -1 to 1; onStep(step, steps, samples) gets the sound so far.
  async make(id, onStep) {
    const recipe = parse(id), { sampleRate, channels, labels } = this.model;
    this.#require(recipe);
    const length = +recipe.length, steps = +recipe.steps, label = labels.indexOf(recipe.class);
    const levels = recipe.schedule === 'own' ? Float32Array.from(this.model.noiseLevels) : schedules[recipe.schedule](steps);

    let noise = noiseOf(BigInt(recipe.seed), channels, length);
    if (recipe.verb) noise = between(noise, noiseOf(BigInt(recipe.other), channels, length), +recipe.amount);
    const start = noise.map(value => value * Math.sin(Math.PI / 2 * levels[0]));
    const samples = await samplers[recipe.sampler](
      start, levels, this.#guided(recipe, length, label, this.#character(recipe, label)), (step, sound) => onStep(step, steps, sound));
    return recipe.dc === undefined ? samples : finish(samples, length, sampleRate, recipe);
  }

  // The coordinates and a 1, as the network takes them; zeros for a class without characters, nothing for a model without them.
  #character(recipe, label) {
    const { characters, sliders } = this.model;
    if (!characters) return null;
    const prior = characters[label], asked = sliders.flatMap((name, i) => recipe[name] === undefined ? [] : [[i, +recipe[name]]]);
    if (!prior) return new Float32Array(characters.find(Boolean).mean.length + 1);
    return Float32Array.of(...draw(prior, BigInt(recipe.seed), new Map(asked)), 1);
  }

  // Classifier-free guidance (Ho and Salimans, 2022) at the noise levels of the recipe; a student has it in its weights.
  #guided({ guidance, interval = '0-1', schedule }, length, label, character) {
    const scale = schedule === 'own' ? 1 : +(guidance ?? 1), [from, to] = interval.split('-').map(Number);
    return async (x, t) => {
      const wanted = await this.network.velocity(x, length, t, label, character);
      if (scale === 1 || t < from || t > to) return wanted;
      const none = await this.network.velocity(x, length, t, -1, character);
      return wanted.map((value, i) => scale * value + (1 - scale) * none[i]);
    };
  }

  // An id may come with a link of anybody.
  #require(recipe) {
    const { model, sampler, schedule, steps, length, verb, other, onset, normalize = 'Peak', class: label, negative, like } = recipe;
    const own = Object.values(this.model.ids)[0], known = parse(own);
    if (model !== known.model) throw new Error(`The sound is of the model ${model}; this page has ${known.model}.`);
    const isAsked = this.model.sliders.every(name => recipe[name] === undefined || (+recipe[name] >= 0 && +recipe[name] <= 1));
    const isPlain = (!verb || (verb === 'interpolate' && other)) && !onset && !negative && !like && normalize === 'Peak';
    const isOfModel = length === known.length && this.model.labels.includes(label);
    const isKnown = this.model.noiseLevels ? schedule === 'own' : Object.hasOwn(schedules, schedule);
    const isSampled = Object.hasOwn(samplers, sampler) && isKnown && steps >= 1 && steps <= MOST_STEPS;
    if (!isPlain || !isOfModel || !isSampled || !isAsked)
      throw new Error('This sound needs the service; without one the page makes plain sounds and those between two seeds.');
  }
}
