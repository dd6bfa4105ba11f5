import { eventLogKit } from '../kit/index.ts';
import { onKafka } from './world.test-support.ts';

eventLogKit('Kafka', new URL('./world.test-support.ts', import.meta.url).href, onKafka);
