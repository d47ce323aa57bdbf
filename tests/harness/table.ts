// Reads tables back: CSV, and .xlsx as its standard says (ECMA-376), by plain script and by LibreOffice.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[(at += 1)];
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') row.push(cell), (cell = '');
    else if (sign === '\n') row.push(cell), rows.push(row), (row = []), (cell = '');
    else if (sign !== '\r' && sign !== '\ufeff') cell += sign;
  }
  if (cell || row.length > 0) rows.push([...row, cell]);
  return rows;
}

export function unzip(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, nameSize, extra, comment, local] = [
      zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42),
    ];
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + size);
    const isPlain = zip.readUInt16LE(at + 10) === 0;
    files.set(zip.toString('utf8', at + 46, at + 46 + nameSize), (isPlain ? bytes : inflateRawSync(bytes)).toString('utf8'));
    at += 46 + nameSize + extra + comment;
  }
  return files;
}

export interface XlsxCell {
  kind: 'text' | 'number' | 'day';
  /** A number as its digits; a day as dd/mm/yyyy. */
  words: string;
  bold: boolean;
}

export interface Xlsx {
  name: string;
  /** By row and column; no cell where nothing was written. */
  rows: (XlsxCell | undefined)[][];
  formulas: number;
  frozenRows: number;
  filter: string;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(xml: string): string {
  const plain = xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, digits, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : digits ? String.fromCodePoint(Number(digits)) : ENTITIES[name]);
  return plain.replace(/_x([0-9A-F]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

export function readXlsx(zip: Buffer): Xlsx {
  const files = unzip(zip);
  const file = (name: string) => files.get(name) ?? '';
  const all = (xml: string, what: RegExp) => [...xml.matchAll(what)];
  const texts = (xml: string) => unescaped(all(xml, /<t(?: [^>]*)?>([^<]*)<\/t>/g).map((t) => t[1]).join(''));
  const shared = all(file('xl/sharedStrings.xml'), /<si>(.*?)<\/si>/gs).map((si) => texts(si[1]));
  const styles = file('xl/styles.xml');
  const formats = new Map(all(styles, /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g).map((f) => [f[1], unescaped(f[2])]));
  const fonts = all(/<fonts.*?<\/fonts>/s.exec(styles)?.[0] ?? '', /<font>(.*?)<\/font>/gs).map((font) => font[1].includes('<b/>'));
  const looks = all(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '', /<xf numFmtId="(\d+)" fontId="(\d+)"/g);
  const sheet = file('xl/worksheets/sheet1.xml');
  const rows = all(sheet, /<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs).map((row) => {
    const cells: (XlsxCell | undefined)[] = [];
    for (const [, attributes, inner = ''] of all(row[1] ?? '', /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      const column = [...attribute('r').replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      const value = unescaped(/<v>([^<]*)<\/v>/.exec(inner)?.[1] ?? '');
      const [, format, font] = looks[Number(attribute('s') || 0)] ?? [];
      const bold = fonts[Number(font)];
      const type = attribute('t');
      if (type === 's') cells[column] = { kind: 'text', words: shared[Number(value)], bold };
      else if (type === 'inlineStr') cells[column] = { kind: 'text', words: texts(inner), bold };
      else if (formats.get(format) === 'dd/mm/yyyy') cells[column] = { kind: 'day', words: day(Number(value)), bold };
      else if (value !== '') cells[column] = { kind: 'number', words: value, bold };
    }
    return cells;
  });
  return {
    name: unescaped(/<sheet name="([^"]*)"/.exec(file('xl/workbook.xml'))?.[1] ?? ''),
    rows,
    formulas: all(sheet, /<f[ >/]/g).length,
    frozenRows: Number(/<pane [^>]*ySplit="(\d+)"[^>]*state="frozen"/.exec(sheet)?.[1] ?? 0),
    filter: /<autoFilter ref="([^"]*)"/.exec(sheet)?.[1] ?? '',
  };
}

/** Days since 30/12/1899. */
function day(serial: number): string {
  const [year, month, date] = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}

/** The program that `cargo xtask test` found or installed. */
export const SOFFICE = process.env.SOFFICE ?? '';

/** The first sheet as LibreOffice reads it, every cell as it would be shown. */
export function byLibreOffice(zip: Buffer): string[][] {
  const dir = mkdtempSync(join(tmpdir(), 'thidua-soffice-'));
  try {
    writeFileSync(join(dir, 'table.xlsx'), zip);
    // Comma, double quote, UTF-8, from line 1, cells as shown.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true';
    const args = ['--headless', '--norestore', `-env:UserInstallation=file://${dir}/profile`, '--convert-to', filter, '--outdir', dir, join(dir, 'table.xlsx')];
    const done = spawnSync(SOFFICE, args, { encoding: 'utf8', timeout: 80_000 });
    if (done.status !== 0) throw new Error(`LibreOffice: ${done.error ?? ''} ${done.stdout}${done.stderr}`);
    return parseCsv(readFileSync(join(dir, 'table.csv'), 'utf8'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
