/** A local database that the browser has shut behind our back: opened again, or said to be lost. */
import type { TohDatabase } from "~/store/db";

/** The phone's storage cannot be opened any more: nothing that is typed now can be kept. */
export class StorageLost extends Error {}

const LOST = [
  "DatabaseClosedError",
  "InvalidStateError",
  "OpenFailedError",
  "UnknownError",
  "MissingAPIError",
];

/** Is it that the connection to the database is gone? Safari and Chromium say so in different words. */
export function isLost(error: unknown): boolean {
  const names = [error, (error as { inner?: unknown } | null)?.inner].map(
    (one) => (one as Error | undefined)?.name ?? "",
  );
  return names.some((name) => LOST.includes(name));
}

export class Mender {
  private under: Promise<boolean> | null = null;

  constructor(
    private readonly db: TohDatabase,
    private readonly tell: {
      /** is it still the database of who uses this tab? */
      wanted: () => boolean;
      /** it is open again: what watched it looks anew */
      mended: () => void;
      lost: () => void;
    },
  ) {}

  /** Storage that was cleared, a fault of the disk, a phone that slept for long: the browser shuts the database by itself. */
  watch(): void {
    this.db.backendDB().addEventListener("close", () => void this.mend());
  }

  /** Opens the database once more. False: it stays shut. */
  mend(): Promise<boolean> {
    this.under ??= this.again().finally(() => {
      this.under = null;
    });
    return this.under;
  }

  private async again(): Promise<boolean> {
    if (!this.tell.wanted()) return false;
    try {
      this.db.close({ disableAutoOpen: false });
      await this.db.open();
      this.watch();
      this.tell.mended();
      return true;
    } catch {
      this.tell.lost();
      return false;
    }
  }

  /** Runs the work, after a reopening if the connection was gone; StorageLost where that does not help. */
  async through<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isLost(error)) throw error;
      if (!(await this.mend())) throw new StorageLost(String(error));
      return await work();
    }
  }
}
