/** A network that fails in every way that a phone meets, between the app and the real server. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Trouble =
  | "none"
  | "503 of a balancer"
  | "502 in HTML"
  | "400 in HTML"
  | "401 in HTML"
  | "403 in HTML"
  | "413 in HTML"
  | "a portal's page with 200"
  | "JSON of another with 200"
  | "cut before it arrived"
  | "cut half way there"
  | "cut after the work was done"
  | "cut in the middle of the answer"
  | "sent twice by the network"
  | "again two seconds later";

const TROUBLES: Trouble[] = [
  "503 of a balancer",
  "502 in HTML",
  "400 in HTML",
  "401 in HTML",
  "403 in HTML",
  "413 in HTML",
  "a portal's page with 200",
  "JSON of another with 200",
  "cut before it arrived",
  "cut half way there",
  "cut after the work was done",
  "cut after the work was done",
  "cut in the middle of the answer",
  "sent twice by the network",
  "again two seconds later",
];

export class BadNetwork {
  readonly counts = new Map<Trouble | "server gone" | "answers of 5xx", number>();
  /** how many requests in a hundred meet trouble */
  percent = 0;
  private server: Server;
  private late = new Set<Promise<unknown>>();

  constructor(
    private readonly target: string,
    private readonly random: () => number,
  ) {
    this.server = createServer((request, response) => void this.pass(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends when the late copies have arrived, too. */
  async quiet(): Promise<void> {
    await Promise.all(this.late);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private count(what: Trouble | "server gone" | "answers of 5xx"): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const trouble =
      this.random() * 100 < this.percent ? TROUBLES[Math.floor(this.random() * TROUBLES.length)]! : "none";
    this.count(trouble);
    const cut = () => void request.socket.destroy();
    if (trouble === "503 of a balancer") {
      response.writeHead(503, { "Retry-After": "1" }).end();
      return;
    }
    const gateway = /^(\d+) in HTML$/.exec(trouble)?.[1];
    if (gateway || trouble === "a portal's page with 200") {
      response.writeHead(Number(gateway ?? 200), { "Content-Type": "text/html" }).end("<h1>Gateway</h1>");
      return;
    }
    if (trouble === "JSON of another with 200") {
      response.writeHead(200, { "Content-Type": "application/json" }).end('{"ok": true}');
      return;
    }
    if (trouble === "cut before it arrived") return cut();
    if (trouble === "cut half way there") {
      await this.half(request, body);
      return cut();
    }
    const answer = await this.ask(request, body);
    if (answer === null) {
      this.count("server gone");
      return cut();
    }
    if (answer.status >= 500) this.count("answers of 5xx");
    if (trouble === "sent twice by the network") await this.ask(request, body);
    if (trouble === "again two seconds later") {
      const again = new Promise((done) => setTimeout(done, 2_000)).then(() => this.ask(request, body));
      this.late.add(again);
      void again.finally(() => this.late.delete(again));
    }
    if (trouble === "cut after the work was done") return cut();
    const headers = {
      "Content-Type": answer.type,
      "Content-Length": String(answer.body.length),
      ...answer.later,
    };
    response.writeHead(answer.status, headers);
    if (trouble === "cut in the middle of the answer") {
      response.write(answer.body.subarray(0, answer.body.length / 2), cut);
      return;
    }
    response.end(answer.body);
  }

  private headersOf(request: IncomingMessage): Record<string, string> {
    const kept = ["authorization", "content-type", "accept", "x-toh-account"];
    return Object.fromEntries(
      kept.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
    );
  }

  private async ask(request: IncomingMessage, body: Buffer) {
    try {
      const answer = await realFetch(this.target + request.url, {
        method: request.method,
        headers: this.headersOf(request),
        body: request.method === "GET" ? undefined : new Uint8Array(body),
        signal: AbortSignal.timeout(20_000),
      });
      const wait = answer.headers.get("Retry-After");
      return {
        status: answer.status,
        type: answer.headers.get("Content-Type") ?? "",
        later: (wait ? { "Retry-After": wait } : {}) as Record<string, string>,
        body: Buffer.from(await answer.arrayBuffer()),
      };
    } catch {
      return null;
    }
  }

  /** The server sees the beginning of a request whose end never comes. */
  private async half(request: IncomingMessage, body: Buffer): Promise<void> {
    const stop = new AbortController();
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(body.subarray(0, body.length / 2)));
      },
    });
    setTimeout(() => stop.abort(), 30);
    const headers = { ...this.headersOf(request), "Content-Length": String(body.length) };
    const options = { method: request.method, headers, signal: stop.signal, duplex: "half" };
    await realFetch(
      this.target + request.url,
      (request.method === "GET"
        ? { ...options, duplex: undefined }
        : { ...options, body: stream }) as RequestInit,
    ).catch(() => undefined);
  }
}

/** The app's own `fetch` is led through the proxy (see phones.ts); the proxy itself goes straight to the server. */
const realFetch = globalThis.fetch;
