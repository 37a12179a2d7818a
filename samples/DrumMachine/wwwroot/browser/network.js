// The network of the page: the exported ONNX file in ONNX Runtime, on the GPU where the browser has one, else on the processor: on half of
// its cores, four at most, where the browser shares memory among threads, so that the groove goes on.
const folder = name => new URL(`../${name}`, import.meta.url).href;

export class Network {
  // how: "webgpu", "wasm", or nothing for the best that is there. A GPU that the processor plays is slower than the processor.
  static async open(file, channels, how) {
    const adapter = how ? null : await navigator.gpu?.requestAdapter().catch(() => null);
    const gpu = how ? how === 'webgpu' : adapter && !(adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter);
    try {
      return await Network.#open(file, channels, gpu ? 'webgpu' : 'wasm');
    } catch (error) {
      if (!gpu || how) throw error;
      return Network.#open(file, channels, 'wasm');
    }
  }

  static async #open(file, channels, provider) {
    const network = new Network();
    network.ort = await import(folder(`ort/ort.${provider}.min.mjs`));
    network.ort.env.wasm.wasmPaths = folder('ort/');
    network.session = await network.ort.InferenceSession.create(folder(`model/${file}`), { executionProviders: [provider] });
    network.provider = provider;
    network.threads = network.ort.env.wasm.numThreads; // the runtime has chosen
    network.shape = length => [1, channels, length];
    return network;
  }

  // The velocity at a noise level for the class of an index, -1 for no class, and a character, where the model takes one.
  async velocity(x, length, noiseLevel, index, character) {
    const { Tensor } = this.ort;
    const { v } = await this.session.run({
      x: new Tensor('float32', x, this.shape(length)),
      time: new Tensor('float32', [noiseLevel], [1]),
      class: new Tensor('int64', [BigInt(index)], [1]),
      ...character && { character: new Tensor('float32', character, [1, character.length]) },
    });
    return v.data;
  }
}
