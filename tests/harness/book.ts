// Writes .xlsx files by hand (ECMA-376), as small as they may be: what a person would have typed, merged or calculated.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { SOFFICE } from './table.ts';

/** A text, a number, a day, or what a formula came to. */
export type Cell = string | number | null | { day: string } | { formula: string; error?: string };

const CRC = Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum >>> 0;
});

const crc = (bytes: Buffer) => (bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

export function zip(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const index: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [bytes, path] = [Buffer.from(text), Buffer.from(name)];
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    index.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, path]));
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, packed]);
    parts.push(local);
    at += local.length;
  }
  const list = Buffer.concat(index);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(index.length, 8);
  end.writeUInt16LE(index.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
const letter = (column: number) => String.fromCharCode(65 + column);

function cell(value: Cell, place: string): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  if (typeof value === 'string') return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  if ('day' in value) {
    const days = (Date.parse(`${value.day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
    return `<c r="${place}" s="1"><v>${days}</v></c>`;
  }
  if (value.error) return `<c r="${place}" t="e"><f>x</f><v>${value.error}</v></c>`;
  return `<c r="${place}" t="str"><f>x</f><v>${escaped(value.formula)}</v></c>`;
}

/** A book with a hidden sheet before the one that counts. Rows begin at 1. */
export function xlsx(rows: Cell[][], options: { merged?: string[]; sheet?: string } = {}): Buffer {
  const lines = rows.map((cells, row) => `<row r="${row + 1}">${cells.map((value, column) => cell(value, `${letter(column)}${row + 1}`)).join('')}</row>`);
  const merged = (options.merged ?? []).map((area) => `<mergeCell ref="${area}"/>`).join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const kin = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const sheet = (inner: string) => `${head}<worksheet xmlns="${main}">${inner}</worksheet>`;
  const relation = (id: number, kind: string, target: string) => `<Relationship Id="rId${id}" Type="${kin}/${kind}" Target="${target}"/>`;
  const relations = (inner: string) => `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  return zip({
    '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${kin}"><sheets><sheet name="Nháp" sheetId="1" state="hidden" r:id="rId1"/><sheet name="${options.sheet ?? 'Khen thưởng'}" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(relation(1, 'worksheet', 'worksheets/sheet1.xml') + relation(2, 'worksheet', 'worksheets/sheet2.xml') + relation(3, 'styles', 'styles.xml')),
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>bỏ</t></is></c></row></sheetData>'),
    'xl/worksheets/sheet2.xml': sheet(`<sheetData>${lines.join('')}</sheetData>${merged && `<mergeCells>${merged}</mergeCells>`}`),
  });
}

/** A CSV of these rows as LibreOffice saves it as .xlsx. */
export function savedByLibreOffice(csv: string): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'thidua-soffice-'));
  try {
    writeFileSync(join(dir, 'bang.csv'), csv);
    const args = ['--headless', '--norestore', `-env:UserInstallation=file://${dir}/profile`, '--infilter=CSV:44,34,76,1', '--convert-to', 'xlsx', '--outdir', dir, join(dir, 'bang.csv')];
    const done = spawnSync(SOFFICE, args, { encoding: 'utf8', timeout: 80_000 });
    if (done.status !== 0) throw new Error(`LibreOffice: ${done.error ?? ''} ${done.stdout}${done.stderr}`);
    return readFileSync(join(dir, 'bang.xlsx'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
