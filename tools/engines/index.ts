/** The real engines, started natively: for tests, drills and `make cluster`. */
export {
  type Alertmanager,
  alertmanagerConfiguration,
  amtoolProgram,
  startAlertmanager,
} from './alertmanager.ts';
export {
  composeProgram,
  hadolintProgram,
  helmProgram,
  kubeconformProgram,
  kubectlProgram,
  kubernetesSchemaFiles,
  monitorDefinitions,
  nginxProgram,
} from './deploy-tools.ts';
export { elasticsearch } from './elasticsearch.ts';
export type { Engine, Place, Plan, Program } from './engine.ts';
export { engines } from './engines.ts';
export { faster } from './faster-rules.ts';
export { type Gateway, startGateway } from './gateway.ts';
export type { Instance, InstanceOptions } from './instance.ts';
export { startEngine } from './instance.ts';
export { kubectlOptions, kubernetes, kubernetesIsBuilt } from './kubernetes.ts';
export {
  checkLogstashPipeline,
  needCurl,
  type Rsyslog,
  rsyslogProgram,
  startRsyslog,
} from './log-shipping.ts';
export { openFolder } from './places.ts';
export { freePorts } from './ports.ts';
export { postgresWithReplica } from './postgres.ts';
export { type Prometheus, promtoolProgram, startPrometheus } from './prometheus.ts';
export { redis, redisCluster, redisClusterWithReplicas } from './redis.ts';
export { ownDatabase, ownNamespace, type Space } from './spaces.ts';
export { engineFolder, engineUrl } from './world.ts';
