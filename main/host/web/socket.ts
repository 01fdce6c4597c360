// Calls and events over a WebSocket: {id, call, input} is answered by {id, result} or {id, problem}; events come as
// {event, payload}.
import type { WebSocket } from 'ws';
import type { Events } from '../../../shared/contract/events.ts';
import { ProblemError, problemOf } from '../../../shared/contract/problem.ts';
import type { EngineListener } from '../../session/engine.ts';
import type { Handlers } from '../handlers.ts';
import { holdSources } from './held-sources.ts';

/** Bytes waiting for a window that does not keep up, beyond which it misses progress reports. */
const BEHIND = 4 << 20;

export interface Windows {
  add(socket: WebSocket): void;
  /** Tells every window. */
  emit: EngineListener;
  /** Sends every window away. */
  close(): void;
}

interface Request {
  id: number | string;
  call: unknown;
  input: unknown;
}

function parseRequest(text: string): Request {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw new ProblemError('usage', 'The message is not JSON.');
  }
  const { id, call, input } = (message ?? {}) as Partial<Request>;
  if (typeof id !== 'number' && typeof id !== 'string') throw new ProblemError('usage', 'The message has no id.');
  return { id, call, input };
}

export function createWindows(handle: Handlers['handle']): Windows {
  const sockets = new Set<WebSocket>();
  const held = holdSources<WebSocket>(source => void handle('close', { source }).catch(() => undefined));

  function say(socket: WebSocket, message: unknown): void {
    // A call may end after its window is gone: its answer goes nowhere.
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  }

  async function answer(socket: WebSocket, text: string): Promise<void> {
    let id: Request['id'] | null = null;
    try {
      const request = parseRequest(text);
      id = request.id;
      const result = (await handle(request.call, request.input)) ?? null;
      held.note(socket, request.call, request.input, result);
      if (!sockets.has(socket)) held.leave(socket);
      say(socket, { id, result });
    } catch (error) {
      say(socket, { id, problem: problemOf(error) });
    }
  }

  return {
    add(socket) {
      sockets.add(socket);
      socket.on('message', (data, isBinary) => {
        if (isBinary) socket.close(1003, 'text only');
        else void answer(socket, String(data));
      });
      socket.on('close', () => {
        sockets.delete(socket);
        held.leave(socket);
      });
      socket.on('error', () => socket.terminate());
    },
    emit(event, payload: Events[keyof Events]) {
      for (const socket of sockets) {
        if (event === 'progress' && socket.bufferedAmount > BEHIND) continue;
        say(socket, { event, payload });
      }
    },
    close() {
      held.stop();
      for (const socket of sockets) {
        socket.close(1001, 'Burstscope was closed');
        setTimeout(() => socket.terminate(), 300).unref();
      }
    },
  };
}
