// Sounds that the browser makes itself, in a worker, with the model beside the page. Ids are those of the service.
import { toWav } from '../files.js';
import { zip } from './zip.js';
import { sfz } from './sfz.js';
import { withSeed, withSliders } from './sound-id.js';

export class BrowserSource {
  #worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  #tickets = new Map();

  static async open(say) {
    const answer = await fetch('model/model.json').catch(() => null);
    if (!answer?.ok) throw new Error('No service answers, and there is no model beside the page.');
    await keepOffline();
    say('No service answers: the browser makes the sounds. It reads its network, once.');
    return new BrowserSource(say, await answer.json());
  }

  constructor(say, model) {
    Object.assign(this, { say, model });
    this.#worker.onmessage = ({ data }) => this.#tickets.get(data.ticket)?.(data);
    this.#worker.postMessage({ page: model, how: new URLSearchParams(location.search).get('compute') });
  }

  async make(track, onSketch) {
    const id = track.id ?? this.#idOf(track);
    const { sampleRate, channels } = this.model, samples = await this.#ask(id, onSketch);
    const length = samples.length / channels, buffer = new AudioBuffer({ numberOfChannels: channels, length, sampleRate });
    for (let channel = 0; channel < channels; channel++)
      buffer.copyToChannel(samples.subarray(channel * length, (channel + 1) * length), channel);
    return { id, buffer, wav: toWav(buffer) };
  }

  async kit(drums) {
    const files = await Promise.all(drums.map(async ({ part, wav }) => [`samples/${part}.wav`, new Uint8Array(await wav.arrayBuffer())]));
    const ids = Object.fromEntries(drums.map(({ part, track }) => [part, track.id]));
    const texts = {
      'drum machine.sfz': sfz(drums),
      'ids.json': JSON.stringify(ids, null, 2),
      'LICENSE.txt': `The sounds are of the model ${this.model.id}. Licence: ${this.model.licence}.\n`,
    };
    return zip([...files, ...Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)])]);
  }

  #idOf({ label, kind, seed, sliders }) {
    const asked = this.model.sliders.filter(name => sliders[name] !== undefined).map(name => [name, sliders[name]]);
    const ids = asked.length ? this.model.idsWithSliders : this.model.ids;
    return withSliders(withSeed(ids[label ?? kind], seed), asked);
  }

  #ask(id, onSketch) {
    const ticket = crypto.getRandomValues(new Uint32Array(1))[0];
    return new Promise((done, fail) => {
      this.#tickets.set(ticket, data => {
        if (data.step) return onSketch(data.step, data.steps, data);
        this.#tickets.delete(ticket);
        this.last = { seconds: data.seconds, provider: data.provider, threads: data.threads };
        data.error ? fail(new Error(data.error)) : done(data.samples);
      });
      this.#worker.postMessage({ ticket, id, forming: !!onSketch });
    });
  }
}

// The service worker keeps the page for times without a network and isolates it, which threads need: from the next load on.
async function keepOffline() {
  if (!navigator.serviceWorker) return;
  const isKept = navigator.serviceWorker.controller;
  const installed = await navigator.serviceWorker.register('offline.js').then(() => navigator.serviceWorker.ready, () => null);
  if (!installed || isKept || sessionStorage.getItem('kept')) return;
  sessionStorage.setItem('kept', 'from now on');
  location.reload();
  await new Promise(() => {});
}
