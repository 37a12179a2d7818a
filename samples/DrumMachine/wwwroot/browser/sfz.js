// A kit for samplers in the text format SFZ; hi-hats silence each other.
import { keyOf } from '../files.js';

export const sfz = drums => drums.map(({ part, track }, index) => {
  const choke = track.kind === 'hihat' ? ' group=1 off_by=1 off_mode=fast' : '';
  return `<region> key=${keyOf(track.name, index)} loop_mode=one_shot${choke} sample=samples/${part}.wav\n`;
}).join('');
