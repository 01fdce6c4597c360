// The link to the browser host: calls and events over one WebSocket that reconnects, bulk and uploads by HTTP.
import { type Problem, ProblemError } from '../../shared/contract/problem.ts';
import { fetchBulk, problemOfResponse } from './bulk.ts';
import { createEventHub } from './event-hub.ts';
import type { Link } from './link.ts';

const TOKEN_HEADER = 'x-burstscope-token';
/** Milliseconds between attempts to connect again, growing. */
const RETRY = [250, 500, 1000, 2000, 4000];

interface Waiting {
  resolve(result: unknown): void;
  reject(problem: ProblemError): void;
}

type Message =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly problem: Problem }
  | { readonly event: string; readonly payload: unknown };

const lost = (): ProblemError =>
  new ProblemError('internal', 'The connection to the engine is lost; is Burstscope still running?');

/** `token` is what the host printed with its address. */
export function socketLink(token: string): Link {
  const hub = createEventHub();
  const waiting = new Map<number, Waiting>();
  const watchers = new Set<(connected: boolean) => void>();
  let unsent: string[] = [];
  let connected = false;
  let attempts = 0;
  let nextId = 1;
  let socket = connect();

  function setConnected(now: boolean): void {
    connected = now;
    for (const watcher of watchers) watcher(now);
  }

  function connect(): WebSocket {
    const made = new WebSocket(`ws://${location.host}/socket?token=${encodeURIComponent(token)}`);
    made.onopen = () => {
      attempts = 0;
      for (const text of unsent) made.send(text);
      unsent = [];
      setConnected(true);
    };
    made.onmessage = event => receive(JSON.parse(String(event.data)) as Message);
    made.onclose = () => {
      for (const { reject } of waiting.values()) reject(lost());
      waiting.clear();
      unsent = [];
      setConnected(false);
      setTimeout(
        () => {
          socket = connect();
        },
        RETRY[Math.min(attempts++, RETRY.length - 1)],
      );
    };
    return made;
  }

  function receive(message: Message): void {
    if ('event' in message) {
      hub.emit(message.event, message.payload);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if ('problem' in message) asked?.reject(new ProblemError(message.problem.kind, message.problem.message));
    else asked?.resolve(message.result);
  }

  return {
    host: 'web',
    on: hub.on,
    onConnection(handler) {
      watchers.add(handler);
      if (connected || attempts > 0) handler(connected);
      return () => watchers.delete(handler);
    },
    call: (call, input) =>
      new Promise((resolve, reject) => {
        if (socket.readyState > WebSocket.OPEN) return reject(lost());
        const id = nextId++;
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
        const text = JSON.stringify({ id, call, input });
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
        else unsent.push(text);
      }),
    bulk: (name, input) => fetchBulk('/bulk/', name, input, { [TOKEN_HEADER]: token }),
    pathOfFile: (file, onProgress) => upload(file, token, onProgress),
  };
}

/** fetch cannot tell how far an upload is, XMLHttpRequest can. */
function upload(file: File, token: string, onProgress?: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader(TOKEN_HEADER, token);
    request.upload.onprogress = event => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onerror = () => reject(new ProblemError('unreadable', `The upload of ${file.name} broke off; try again.`));
    request.onload = () => {
      const { status, responseText } = request;
      if (status === 200) resolve((JSON.parse(responseText) as { path: string }).path);
      else void problemOfResponse({ status, text: async () => responseText }).then(reject);
    };
    request.send(file);
  });
}
