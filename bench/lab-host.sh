# For bench/conformance and bench/twins to source: lab hosts by plain docker commands.
# shellcheck shell=sh
: "${home:?the folder of miprov}"

# lab_base: the newest image of the lab, which is made when it is not there.
lab_base() {
    "$home/miprov" lab image >&2
    docker images miprov-lab --format '{{.CreatedAt}} {{.Repository}}:{{.Tag}}' | sort -r | awk 'NR == 1 { print $NF }'
}

# boot NAME IMAGE [OPTION...]: a lab host as a container; returns when it has booted.
boot() {
    name=$1 from=$2
    shift 2
    docker run -d --rm --name "$name" --cap-add SYS_ADMIN --cap-add NET_ADMIN \
        --security-opt seccomp=unconfined --security-opt apparmor=unconfined --stop-signal SIGRTMIN+3 \
        --tmpfs /run --tmpfs /run/lock -v /sys/fs/cgroup:/sys/fs/cgroup:ro "$@" "$from" >/dev/null
    i=0
    until docker exec "$name" systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded'; do
        i=$((i + 1))
        [ $i -lt 300 ] || { echo "$name does not boot" >&2; return 1; }
        sleep 0.1
    done
}

# end NAME: ends the host, and returns when it is gone.
end() {
    docker kill "$1" >/dev/null
    while docker container inspect "$1" >/dev/null 2>&1; do sleep 0.1; done
}

# keep NAME IMAGE: makes an image of the host, in the place of an older one of that name, and ends the host.
keep() {
    older=$(docker image inspect -f '{{.Id}}' "$2" 2>/dev/null || true)
    docker commit "$1" "$2" >/dev/null
    end "$1"
    [ -z "$older" ] || docker image rm "$older" >/dev/null 2>&1 || true
}
