export type { S3Blob } from './s3-blob.ts';
export { s3Blob } from './s3-blob.ts';
