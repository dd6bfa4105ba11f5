{{/* Room is left for `-notification-pods`. */}}
{{- define "fanfare.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "fanfare.services" -}}
auth write read timeline user-graph fanout search notification
{{- end -}}

{{/* Those that people reach. */}}
{{- define "fanfare.answering" -}}
auth write read user-graph search notification
{{- end -}}

{{/* What all objects have. */}}
{{- define "fanfare.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{ include "fanfare.selector" . }}
{{- end -}}

{{/* What the pods of this release have, and no version: another chart with the same image restarts nobody. */}}
{{- define "fanfare.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "fanfare.image" -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{- define "fanfare.host" -}}
{{- (urlParse .Values.publicUrl).hostname -}}
{{- end -}}

{{/* The values of one service: (list . "auth") */}}
{{- define "fanfare.service" -}}
{{- $root := index . 0 -}}
{{- mustMergeOverwrite (deepCopy $root.Values.defaults) (deepCopy (index $root.Values.services (index . 1) | default dict)) | toYaml -}}
{{- end -}}
