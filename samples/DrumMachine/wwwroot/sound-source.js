// Where sounds come from: the service behind the page or, where none answers, the browser itself. Both have
//   model                    kinds, classes and sliders
//   make(track, onSketch)    the sound of a track, { id, buffer, wav }; a track has an id, or kind, label, seed and sliders.
//                            onSketch(step, steps, { wave, mel }), where it is given, shows the sound while it forms.
//   kit(drums)               a zip archive of { part, track, wav }
// and say(text) tells the player what goes on.
import { ServiceSource } from './service-source.js';

export async function openSource(say) {
  const service = await ServiceSource.open(say);
  if (service) return service;
  const { BrowserSource } = await import('./browser/browser-source.js');
  return BrowserSource.open(say);
}
