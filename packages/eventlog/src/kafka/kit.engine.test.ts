import { eventLogKit } from '../kit/index.ts';

eventLogKit('Kafka', new URL('./world.test-support.ts', import.meta.url).href);
