// The worker that makes the sounds, one after the other, so that the page never waits.
import { Generator } from './generator.js';
import { Network } from './network.js';
import { Sketcher } from '../sketch.js';

let ready, turn = Promise.resolve();

function open({ page, how }) {
  let used; // the network that was opened last
  const generator = new Generator(page, async ({ file }) => used = await Network.open(file, page.channels, how));
  return { generator, sketcher: new Sketcher(page.sampleRate), used: () => used };
}

async function make({ ticket, id, forming }) {
  try {
    const { generator, sketcher, used } = ready, started = performance.now();
    const { channels } = generator.page;
    const show = (step, steps, sound) => postMessage({ ticket, step, steps, ...sketcher.of(sound, sound.length / channels) });
    const samples = await generator.make(id, forming ? show : () => {});
    const seconds = (performance.now() - started) / 1000, { provider, threads } = used();
    postMessage({ ticket, samples, seconds, provider, threads }, [samples.buffer]);
  } catch (error) {
    postMessage({ ticket, error: error.message });
  }
}

onmessage = ({ data }) => {
  if (data.page) ready = open(data);
  else turn = turn.then(() => make(data));
};
