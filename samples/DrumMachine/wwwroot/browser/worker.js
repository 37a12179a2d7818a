// The worker that makes the sounds, one after the other, so that the page never waits.
import { Generator } from './generator.js';
import { Network } from './network.js';
import { Sketcher } from '../sketch.js';

let ready, turn = Promise.resolve();

async function open({ model, how }) {
  const network = await Network.open(model, how);
  return { generator: new Generator(network, model), sketcher: new Sketcher(model.sampleRate), network };
}

async function make({ ticket, id, forming }) {
  try {
    const { generator, sketcher, network } = await ready, started = performance.now();
    const { channels } = generator.model;
    const show = (step, steps, sound) => postMessage({ ticket, step, steps, ...sketcher.of(sound, sound.length / channels) });
    const samples = await generator.make(id, forming ? show : () => {});
    const seconds = (performance.now() - started) / 1000, { provider, threads } = network;
    postMessage({ ticket, samples, seconds, provider, threads }, [samples.buffer]);
  } catch (error) {
    postMessage({ ticket, error: error.message });
  }
}

onmessage = ({ data }) => {
  if (data.model) ready = open(data);
  else turn = turn.then(() => make(data));
};
