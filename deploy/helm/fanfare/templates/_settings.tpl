{{/* Settings that are no secrets, as YAML: name and value. */}}
{{- define "fanfare.settings" -}}
{{- $root := . -}}
{{- $all := dict
  "HOST" "0.0.0.0"
  "PORT" "3000"
  "METRICS_HOST" "0.0.0.0"
  "METRICS_PORT" "9464"
  "FANFARE_DATA" "/data"
  "PUBLIC_URL" (trimSuffix "/" .Values.publicUrl)
  "TRUSTED_PROXIES" (join "," .Values.trustedProxies) -}}
{{- if eq .Values.form "services" -}}
{{- range splitList " " (include "fanfare.services" .) -}}
{{- $name := printf "FANFARE_%s_URL" (upper . | replace "-" "_") -}}
{{- $_ := set $all $name (printf "http://%s-%s:3000" (include "fanfare.name" $root) .) -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := .Values.settings -}}
{{- $text := toString $value -}}
{{- if kindIs "slice" $value }}{{ $text = join "," $value }}{{ end -}}
{{- /* YAML's whole numbers are floats here, and long ones would be written with an exponent. */ -}}
{{- if and (kindIs "float64" $value) (eq (floor $value) $value) }}{{ $text = toString (int64 $value) }}{{ end -}}
{{- /* YAML reads `off` as false. */ -}}
{{- if kindIs "bool" $value }}{{ $text = ternary "on" "off" $value }}{{ end -}}
{{- $_ := set $all $name $text -}}
{{- end -}}
{{- toYaml $all -}}
{{- end -}}

{{/* Secrets that a process cannot do without. */}}
{{- define "fanfare.needed" -}}
FANFARE_INTERNAL_KEY DATABASE_URL NOTIFICATION_DATABASE_URL REDIS_URL KAFKA_BROKERS ELASTICSEARCH_URL MEDIA_URL
{{- end -}}
{{/* All other secrets that there are: set where the Secret has them. */}}
{{- define "fanfare.optional" -}}
{{- $needed := splitList " " (include "fanfare.needed" .) -}}
{{- $found := list -}}
{{- range $name, $secret := .Files.Get "files/settings.json" | fromJson -}}
{{- if and $secret (not (has $name $needed)) }}{{ $found = append $found $name }}{{ end -}}
{{- end -}}
{{- join " " $found -}}
{{- end -}}

{{/*
Environment from Secrets: (list . "auth"). Mail and identities are auth's alone, the search engine is search's. All else goes
to every service: without the addresses of both databases no process starts, and each says how the cache, the events and the
media are.
*/}}
{{- define "fanfare.secrets" -}}
{{- $root := index . 0 -}}
{{- $service := index . 1 -}}
{{- $own := dict "IDENTITY_URL" "auth" "SMTP_URL" "auth" "ELASTICSEARCH_URL" "search" -}}
{{- $needed := splitList " " (include "fanfare.needed" $root) -}}
{{- $services := eq $root.Values.form "services" -}}
{{- range concat $needed (splitList " " (include "fanfare.optional" $root)) -}}
{{- $from := index $root.Values.secrets.from . | default dict -}}
{{- $secret := $from.name | default $root.Values.secrets.name -}}
{{- $owner := index $own . | default $service -}}
{{- if and $secret (not (hasKey $root.Values.settings .)) (or (eq $owner $service) (eq $service "all")) }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $from.key | default . }}
      {{- if not (or $from.name (and $services (has . $needed))) }}
      optional: true
      {{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Says in a sentence what is missing, before anything is applied. */}}
{{- define "fanfare.check" -}}
{{- $values := .Values -}}
{{- if not (regexMatch "^https?://[^/]+/?$" $values.publicUrl) -}}
{{- fail "publicUrl is missing: set it to the address that people use, https://social.example" -}}
{{- end -}}
{{- if not $values.image.repository -}}
{{- fail "image.repository is missing: build the image with deploy/Dockerfile, push it to a registry, and name it here" -}}
{{- end -}}
{{- if eq $values.form "services" -}}
{{- range splitList " " (include "fanfare.needed" .) -}}
{{- if not (or $values.secrets.name (index $values.secrets.from .) (hasKey $values.settings .)) -}}
{{- fail (printf "secrets.name is missing: name an existing Secret with the keys %s, or say under secrets.from where %s stands" (include "fanfare.needed" $ | replace " " ", ") .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $known := .Files.Get "files/settings.json" | fromJson -}}
{{- range $name, $value := $values.settings -}}
{{- if not (hasKey $known $name) -}}
{{- fail (printf "settings.%s is no setting of this version: `fanfare config` lists them all" $name) -}}
{{- end -}}
{{- if index $known $name -}}
{{- fail (printf "settings.%s is a secret: put it into the Secret that secrets.name names, or say under secrets.from where it stands" $name) -}}
{{- end -}}
{{- end -}}
{{- range $name, $from := $values.secrets.from -}}
{{- if not (has $name (concat (splitList " " (include "fanfare.needed" $)) (splitList " " (include "fanfare.optional" $)))) -}}
{{- fail (printf "secrets.from.%s is none of %s %s" $name (include "fanfare.needed" $) (include "fanfare.optional" $)) -}}
{{- end -}}
{{- end -}}
{{- if and $values.ingress.tls.clusterIssuer $values.ingress.tls.issuer -}}
{{- fail "ingress.tls.clusterIssuer and ingress.tls.issuer are both set: keep one" -}}
{{- end -}}
{{- if and $values.networkPolicies.enabled $values.networkPolicies.egress.enabled (eq $values.form "services") (not $values.networkPolicies.egress.to) -}}
{{- fail "networkPolicies.egress.to is empty: list the rules that let the engines be reached, or leave egress.enabled false" -}}
{{- end -}}
{{- end -}}
