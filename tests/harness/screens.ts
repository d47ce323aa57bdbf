// The addresses of the app.
import { DECISION, SESSION } from './council.ts';

/** What somebody of a unit works with. */
export const SCREENS = [
  '/', '/ke-hoach', '/hoat-dong', '/hoat-dong/moi', '/cho-duyet', '/de-nghi', '/de-nghi/moi', '/dong-bo', '/cai-dat',
  '/phong-trao', '/phong-trao/moi', '/dang-ky', '/dang-ky/moi', '/dang-ky/in', '/bao-cao/moi', '/dien-hinh', '/dien-hinh/moi', '/dien-hinh/bang', '/kiem-tra/moi',
  '/su-kien', '/su-kien/moi', '/diem-danh', '/diem-danh/quet', '/diem-danh/ma-cua-toi',
  '/de-nghi/n001', '/de-nghi/dieu-kien', '/de-nghi/dieu-kien/p.hanh-nt', '/de-nghi/quy-tac', '/de-nghi/bang-vang', '/de-nghi/cong-khai',
  '/de-nghi/nhap-lich-su', '/de-nghi/mau-van-ban', '/de-nghi/cua-toi', '/de-nghi/danh-sach', '/de-nghi/dieu-kien/in', '/de-nghi/bang-vang/in',
];

/** A council at work. */
export const COUNCIL = ['/phien-hop', `/phien-hop/${SESSION}`, `/phien-hop/${SESSION}/in`, `/phien-hop/${SESSION}/n001`, `/phien-hop/${SESSION}/n002`];

/** The pages of a decision, as they stand once it is published. */
export const OF_DECISION = [`/de-nghi/quyet-dinh/${DECISION}`, `/de-nghi/bang-vang/${DECISION}.n002`, `/de-nghi/bang-vang/${DECISION}/tien-thuong`];
