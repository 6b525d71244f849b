#!/usr/bin/env bash
# Opens a page in headless Chromium and fails on a console message or a request to anywhere but the page's own file.
# Usage: tests/browser.sh PAGE.html. Without Chromium it says so and succeeds: nothing was tested then.
set -euo pipefail
page=$(realpath "$1")
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
  echo "SKIPPED: no Chromium is installed, so no browser has opened the page" >&2
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --disable-extensions --user-data-dir="$work/profile" \
  --host-resolver-rules="MAP * ~NOTFOUND" --enable-logging=stderr --log-net-log="$work/net.json" \
  --virtual-time-budget=2000 --dump-dom "file://$page" >"$work/dom" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
fail=0
if grep -E 'CONSOLE' "$work/log"; then
  echo "FAILED: the console is not silent" >&2
  fail=1
fi
# Requests that the page makes carry its origin; the browser's own errands (updates, sign-in) do not.
if grep -oE '"initiator":"file://[^}]*' "$work/net.json" | grep -E 'https?://'; then
  echo "FAILED: the page asks for something from outside" >&2
  fail=1
fi
if ! grep -q '<figure' "$work/dom"; then
  echo "FAILED: the page shows no figure" >&2
  fail=1
fi
[ "$fail" = 0 ] && echo "opened in $("$browser" --version 2>/dev/null | tail -1): silent console, no outside request"
exit "$fail"
