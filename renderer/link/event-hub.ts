// Who hears which event: the part that both links share.
import type { EventHandler, EventName, Events } from '../../shared/contract/events.ts';

type Handlers = { [Name in EventName]: Set<EventHandler<Name>> };

export interface EventHub {
  on<Name extends EventName>(name: Name, handler: EventHandler<Name>): () => void;
  /** Events of a name that nobody knows are dropped. */
  emit(name: string, payload: unknown): void;
}

export function createEventHub(): EventHub {
  const handlers: Handlers = {
    progress: new Set(),
    changed: new Set(),
    failed: new Set(),
    seriesProgress: new Set(),
    writing: new Set(),
    openPaths: new Set(),
    menu: new Set(),
  };
  return {
    on(name, handler) {
      handlers[name].add(handler);
      return () => handlers[name].delete(handler);
    },
    emit(name, payload) {
      if (!Object.hasOwn(handlers, name)) return;
      for (const handler of handlers[name as EventName])
        (handler as EventHandler<EventName>)(payload as Events[EventName]);
    },
  };
}
