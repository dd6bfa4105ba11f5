export { diskBlob } from './disk-blob.ts';
