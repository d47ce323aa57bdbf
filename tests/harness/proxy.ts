// Stands between a browser and the server and misbehaves on demand. Service workers and cookies see one origin.
import { createServer, request, type Server as HttpServer } from 'node:http';
import { freePort } from './server.ts';

export type Mode = 'pass' | 'portal' | 'lose-answers';

export class Proxy {
  mode: Mode = 'pass';
  exchanges = 0;

  private constructor(
    readonly port: number,
    private readonly http: HttpServer,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async before(target: string): Promise<Proxy> {
    const port = await freePort();
    const to = new URL(target);
    let proxy: Proxy;
    const http = createServer((ask, answer) => {
      const api = ask.url?.startsWith('/api/') ?? false;
      if (ask.url === '/api/v1/exchange') proxy.exchanges += 1;
      if (proxy.mode === 'portal' && api) {
        ask.resume();
        answer.writeHead(200, { 'content-type': 'text/html' });
        answer.end('<html><body>Chào mừng đến khách sạn. Vui lòng đăng nhập Wi-Fi.</body></html>');
        return;
      }
      // The browser's origin is the proxy's: the server must see the same host that the browser names.
      const headers = { ...ask.headers };
      const out = request({ host: to.hostname, port: to.port, path: ask.url, method: ask.method, headers }, (back) => {
        if (proxy.mode === 'lose-answers' && ask.url === '/api/v1/exchange') {
          back.resume();
          back.on('end', () => ask.socket.destroy());
          return;
        }
        answer.writeHead(back.statusCode ?? 502, back.headers);
        back.pipe(answer);
      });
      out.on('error', () => ask.socket.destroy());
      ask.pipe(out);
    });
    proxy = new Proxy(port, http);
    await new Promise<void>((done) => http.listen(port, '127.0.0.1', done));
    return proxy;
  }

  async end(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }
}
