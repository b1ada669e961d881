// Gives frames of the map the height that what they show needs. It leaves nothing behind on the page but this listener.
import {framesIn, heightIn, isFrom} from './page/frames.js';

addEventListener('message', ({data, origin, source}) => {
  const height = heightIn(data);
  if (height === null) return;
  const frame = framesIn(document).find(({contentWindow}) => contentWindow === source);
  if (frame && isFrom(frame, origin)) frame.style.height = `${height}px`;
});

// Those that were there first have told their height to nobody.
for (const {contentWindow} of framesIn(document)) contentWindow?.postMessage({casemap: 'tell-height'}, '*');
