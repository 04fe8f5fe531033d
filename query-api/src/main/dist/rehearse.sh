#!/bin/sh
# Starts the service once beside a broker of its own, so that the archive of its classes is there before its first start: for
# whoever builds an image. rehearse.sh HOME DEMO_LIB: where the service is unpacked; the libraries of the demo, for its broker.
set -eu
home=$1 demo_lib=$2
work=$(mktemp -d)
demo='' service=''

end() {
    [ -z "$service" ] || kill "$service" 2>/dev/null || true
    [ -z "$demo" ] || { kill "$demo" && wait "$demo"; } 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT

# ready LOG: waits for a minute at most until what writes this log is ready.
ready() {
    left=600
    until grep -q '^jobview ready' "$1"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || { cat "$1" >&2; exit 1; }
        sleep 0.1
    done
}

java -cp "$demo_lib/*" io.jobview.demo.DemoMain demo --port 18080 --kafka-port 19092 --data "$work/demo" --jobs 500 \
    >"$work/demo.log" 2>&1 &
demo=$!
ready "$work/demo.log"
"$home/bin/jobview" serve --no-auth --host 127.0.0.1 --port 18081 --bootstrap 127.0.0.1:19092 --application-id rehearsal \
    --state-dir "$work/state" >"$work/service.log" 2>&1 &
service=$!
ready "$work/service.log"
"$home/bin/ready" 18081
kill "$service"
wait "$service"
service=
"$home/bin/jobview" --version >/dev/null # the next process takes the archive into use
ls "$home"/archive/*.jsa >/dev/null
