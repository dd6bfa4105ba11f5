#!/bin/sh
# Prepares Elasticsearch for log lines: templates, how long lines are kept, who may write and who may read. May run again.
#   ELASTICSEARCH_URL=http://elasticsearch:9200 ELASTIC_PASSWORD=... setup.sh
# PLAIN=yes: an Elasticsearch without X-Pack, which has neither lifecycles nor users.
set -eu
here=$(dirname "$0")/templates
url=$ELASTICSEARCH_URL

# Secrets go by its configuration on standard input: arguments are seen by whoever lists the processes.
put() { # path, body (@file or text)
  printf 'user = "elastic:%s"\n' "${ELASTIC_PASSWORD:-}" |
    curl --config - --fail-with-body --silent --show-error --output /dev/null \
      --request PUT --header 'content-type: application/json' --data-binary "$2" "$url/$1"
  echo "$1"
}
put_secret() { # path; the body on standard input
  { printf 'user = "elastic:%s"\ndata-binary = "' "${ELASTIC_PASSWORD:-}"; sed 's/["\\]/\\&/g' | tr -d '\n'; printf '"\n'; } |
    curl --config - --fail-with-body --silent --show-error --output /dev/null \
      --request PUT --header 'content-type: application/json' "$url/$1"
  echo "$1"
}

if [ "${PLAIN:-}" != yes ]; then
  put _ilm/policy/fanfare-lines "@$here/policy-lines.json"
  put _ilm/policy/fanfare-audit "@$here/policy-audit.json"
  put _component_template/fanfare-lines-lifecycle "@$here/component-lines-lifecycle.json"
  put _component_template/fanfare-audit-lifecycle "@$here/component-audit-lifecycle.json"
fi
put _component_template/fanfare-mappings "@$here/component-mappings.json"
put _component_template/fanfare-settings "@$here/component-settings.json"
put _index_template/fanfare-lines "@$here/index-lines.json"
put _index_template/fanfare-audit "@$here/index-audit.json"

if [ "${PLAIN:-}" != yes ]; then
  # The shipper may add lines and nothing else; people read. Kibana has a user of its own, whose password is not theirs.
  put _security/role/fanfare_logs '{"cluster":["monitor"],"indices":[{"names":["logs-fanfare*"],"privileges":["create_doc","auto_configure","view_index_metadata"]}]}'
  put _security/role/fanfare_observer '{"indices":[{"names":["logs-fanfare*"],"privileges":["read","view_index_metadata"]}],"applications":[{"application":"kibana-.kibana","privileges":["read"],"resources":["*"]}]}'
  printf '{"password":"%s","roles":["fanfare_logs"]}' "$LOGSTASH_PASSWORD" | put_secret _security/user/fanfare_logs
  printf '{"password":"%s","roles":["fanfare_observer"]}' "$OBSERVER_PASSWORD" | put_secret _security/user/fanfare
  printf '{"password":"%s"}' "$KIBANA_PASSWORD" | put_secret _security/user/kibana_system/_password
fi
