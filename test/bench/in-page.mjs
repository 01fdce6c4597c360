// What runs inside the measured page: frames while something moves, and the time from an input to what it brings about.

/** Put into every page before its own code. */
export function recorder() {
  let deltas = null;
  let last = 0;
  const step = now => {
    if (deltas === null) return;
    deltas.push(now - last);
    last = now;
    requestAnimationFrame(step);
  };
  let input = 0;
  for (const kind of ['pointerdown', 'keydown', 'change']) {
    addEventListener(
      kind,
      event => {
        input = event.timeStamp;
      },
      true,
    );
  }
  const long = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) long.push(entry.duration);
  }).observe({ type: 'long-animation-frame' });
  const painted = () =>
    new Promise(resolve => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
  window.__bench = {
    startFrames: () =>
      new Promise(resolve => {
        requestAnimationFrame(now => {
          long.length = 0;
          performance.clearResourceTimings();
          deltas = [];
          last = now;
          requestAnimationFrame(step);
          resolve();
        });
      }),
    /** Milliseconds from frame to frame, those of long frames, and those of the timeline's answers. */
    stopFrames() {
      const frames = deltas;
      deltas = null;
      return { frames, long: [...long], answers: window.__bench.answers() };
    },
    answers: () =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('/bulk/timeline'))
        .map(({ duration }) => duration),
    clearAnswers: () => performance.clearResourceTimings(),
    lastInput: () => input,
    painted,
  };
}
