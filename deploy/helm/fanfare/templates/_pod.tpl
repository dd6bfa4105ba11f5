{{/* Nobody is root, nothing is written but where it says so, nothing may be asked of the kernel or the cluster. */}}
{{- define "fanfare.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.serviceAccountName }}
serviceAccountName: {{ . }}
{{- end }}
securityContext:
  runAsNonRoot: true
  # The user `node` of the image (deploy/Dockerfile).
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- include "fanfare.pullSecrets" . }}
{{- end -}}

{{- define "fanfare.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "fanfare.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}

{{/* A process that answers: (dict "root" . "service" "auth" "values" its values "data" the volume of /data) */}}
{{- define "fanfare.process" -}}
{{- $root := .root -}}
{{- include "fanfare.podSecurity" $root }}
terminationGracePeriodSeconds: {{ .values.terminationGracePeriodSeconds }}
{{- include "fanfare.scheduling" (list $root .service .values) }}
containers:
  - name: fanfare
    image: {{ include "fanfare.image" $root }}
    imagePullPolicy: {{ $root.Values.image.pullPolicy }}
    args: [serve]
    {{- include "fanfare.containerSecurity" $root | nindent 4 }}
    ports:
      - { name: http, containerPort: 3000 }
      - { name: metrics, containerPort: 9464 }
    envFrom:
      - configMapRef: { name: {{ include "fanfare.name" $root }}-settings }
    env:
      - name: FANFARE_SERVICES
        value: {{ .service }}
      {{- with include "fanfare.secrets" (list $root .service) }}
      {{- . | indent 6 }}
      {{- end }}
      {{- with $root.Values.extraEnv }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    # As long as a start may take: engines that are late are waited for.
    startupProbe:
      httpGet: { path: /health/live, port: metrics }
      periodSeconds: 2
      timeoutSeconds: 2
      failureThreshold: 60
    # Its own deadline for each part is 2 s. A part that is away degrades, and the pod stays; only without its database it goes.
    readinessProbe:
      httpGet: { path: /health/ready, port: metrics }
      periodSeconds: 5
      timeoutSeconds: 4
      failureThreshold: 2
    # Asks no engine: a restart mends nothing that is away.
    livenessProbe:
      httpGet: { path: /health/live, port: metrics }
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    lifecycle:
      # The listener takes no more connections from the signal on, and Services and the Ingress learn later of it.
      preStop: { sleep: { seconds: {{ .values.preStopSeconds }} } }
    resources:
      {{- toYaml .values.resources | nindent 6 }}
    volumeMounts:
      - { name: data, mountPath: /data }
      - { name: temporary, mountPath: /tmp }
      {{- with $root.Values.extraVolumeMounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
volumes:
  - name: temporary
    emptyDir: { sizeLimit: 1Gi }
  {{- with .data }}
  - {{ toYaml . | nindent 4 | trim }}
  {{- end }}
  {{- with $root.Values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/* Where pods go: (list . "auth" its values) */}}
{{- define "fanfare.scheduling" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $values := index . 2 -}}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if and $root.Values.spread.enabled (ne $component "all") }}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: {{ $root.Values.spread.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "fanfare.selector" $root | nindent 8 }}
        app.kubernetes.io/component: {{ $component }}
    # Pods of the version that goes do not count.
    matchLabelKeys: [pod-template-hash]
  {{- end }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "fanfare.selector" $root | nindent 14 }}
              app.kubernetes.io/component: {{ $component }}
{{- end }}
{{- end -}}
