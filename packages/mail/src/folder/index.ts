export { folderMail } from './folder-mail.ts';
