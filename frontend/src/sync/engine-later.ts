import type { SyncEngine, SyncState } from "./engine";

/** The engine as screens know it. It is loaded once it is asked to work: what a screen shows does not wait for it. */
export class LaterEngine {
  state: SyncState = { standing: "idle", retryAt: null, lastSuccess: null };
  private listeners = new Set<(state: SyncState) => void>();
  private real: Promise<SyncEngine> | null = null;
  private running = true;

  constructor(private readonly make: () => Promise<SyncEngine>) {}

  subscribe(listener: (state: SyncState) => void): () => void {
    this.listeners.add(listener);
    listener(this.state);
    return () => this.listeners.delete(listener);
  }

  /** The browser keeps nothing for us: there is nothing to send, and nowhere to write. */
  withoutStorage(standing: "no_storage" | "lost" = "no_storage"): void {
    this.stop();
    this.say({ standing, retryAt: null, lastSuccess: null });
  }

  stop(): void {
    this.running = false;
    void this.real?.then((engine) => engine.stop());
  }

  /** Goes on after `stop`. */
  start(): void {
    this.running = true;
    void this.ask(async (engine) => engine.start());
  }

  nudge = (): Promise<void> => this.ask((engine) => engine.nudge());
  resync = (): Promise<void> => this.ask((engine) => engine.resync());

  private async ask(work: (engine: SyncEngine) => Promise<void>): Promise<void> {
    if (!this.running) return;
    const engine = await this.load().catch(() => null);
    if (engine && this.running) await work(engine);
  }

  private load(): Promise<SyncEngine> {
    this.real ??= this.make().then(
      (engine) => {
        engine.subscribe((state) => this.running && this.say(state));
        return engine;
      },
      (error) => {
        this.real = null; // asked for again the next time
        throw error;
      },
    );
    return this.real;
  }

  private say(state: SyncState): void {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
}
