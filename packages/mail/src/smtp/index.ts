export { smtpMail } from './smtp-mail.ts';
