#!/bin/sh
# Prints the configuration of the Alertmanager with the address to tell in it:
#   configuration.sh [alertmanager.yml] > /tmp/alertmanager.yml
# The address is a secret of its own (many webhooks carry a key): ALERT_WEBHOOK_URL, or the file ALERT_WEBHOOK_URL_FILE.
set -eu
file=${1:-/etc/alertmanager/alertmanager.yml}
url=${ALERT_WEBHOOK_URL:-}
if [ -z "$url" ] && [ -n "${ALERT_WEBHOOK_URL_FILE:-}" ]; then url=$(cat "$ALERT_WEBHOOK_URL_FILE"); fi
if [ -z "$url" ]; then
  echo "Nobody is told of alerts: ALERT_WEBHOOK_URL is not set. They are seen on the Alertmanager's page alone." >&2
  exec cat "$file"
fi
case $url in
  http://* | https://*) ;;
  *)
    echo "ALERT_WEBHOOK_URL must begin with http:// or https://" >&2
    exit 2
    ;;
esac
case $url in
  *[[:cntrl:]\'\\\ ]*)
    echo "ALERT_WEBHOOK_URL holds a quote, a backslash, a space or the like: write them as %27, %5C, %20" >&2
    exit 2
    ;;
esac
# By the environment: arguments are seen by whoever lists the processes.
URL=$url awk '
  { print }
  /^  - name: (page|ticket)$/ { printf "    webhook_configs: [{ url: \047%s\047, send_resolved: true }]\n", ENVIRON["URL"] }
' "$file"
