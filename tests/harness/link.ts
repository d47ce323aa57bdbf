// A line between a browser and the server, at the level of TCP: it can be down, slow, and cut again and again.
import { connect, createServer, type Server as TcpServer, type Socket } from 'node:net';
import { freePort } from './server.ts';

/** How often bytes are let through. */
const TICK_MS = 50;

export class Link {
  isUp = true;
  /** Bytes a second from the browser; no bound when 0. */
  rate = 0;
  /** Bytes that came from the browser. */
  sent = 0;
  /** Those of them that were heads of requests. */
  heads = 0;
  cuts = 0;
  private readonly sockets = new Set<Socket>();
  private timer?: NodeJS.Timeout;
  private allowance = 0;

  private constructor(
    readonly port: number,
    private readonly tcp: TcpServer,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async to(target: string): Promise<Link> {
    const port = await freePort();
    const to = Number(new URL(target).port);
    let link: Link;
    const tcp = createServer({ pauseOnConnect: true }, (near) => {
      if (!link.isUp) return near.destroy();
      const far = connect(to, '127.0.0.1');
      for (const socket of [near, far]) {
        link.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          link.sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      far.pipe(near);
      near.on('data', (bytes) => {
        link.sent += bytes.length;
        // Requests on one connection follow each other, so that a head begins what arrives together.
        if (/^[A-Z]+ \//.test(bytes.toString('latin1', 0, 12))) link.heads += bytes.indexOf('\r\n\r\n') + 4;
        link.allowance -= bytes.length;
        far.write(bytes);
        if (link.rate > 0 && link.allowance < 0) near.pause();
      });
      near.on('end', () => far.end());
      near.resume();
    });
    link = new Link(port, tcp);
    setInterval(() => {
      link.allowance = Math.min(link.allowance + (link.rate * TICK_MS) / 1000, link.rate * 0.2);
      if (link.rate === 0 || link.allowance >= 0) for (const socket of link.sockets) if (socket.isPaused()) socket.resume();
    }, TICK_MS).unref();
    await new Promise<void>((done) => tcp.listen(port, '127.0.0.1', done));
    return link;
  }

  cut(): void {
    this.cuts += 1;
    for (const socket of this.sockets) socket.destroy();
  }

  down(): void {
    this.isUp = false;
    this.cut();
  }

  up(rate = 0): void {
    this.rate = rate;
    this.allowance = 0;
    this.isUp = true;
  }

  cutEvery(ms: number): void {
    this.timer = setInterval(() => this.cut(), ms);
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    this.down();
    await new Promise((done) => this.tcp.close(done));
  }
}
