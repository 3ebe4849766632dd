# The words of registry: where a registry is, and on what.

# registry_state HOME ROOT MOUNT MARKER: what the module asks before it moves a registry to ROOT, a line each: product (what HOME
# says it is), real (where HOME really is), folder (home or none: whether HOME/registry is there), xml (its registry.xml in
# base64), at (where MOUNT really is), on (the mount point that ROOT is or would be on, its type and options) and marker.
registry_state() {
    [ -d "$1/" ] || { printf '%s is no folder; unpack the Micro Integrator first\n' "$1" >&2; return 1; }
    real=$(cd -P "$1" && pwd) || return 1
    printf 'product %s\nreal %s\n' "$(head -n 1 "$1/updates/product.txt" 2>/dev/null)" "$real"
    if [ -d "$1/registry/" ]; then echo 'folder home'; else echo 'folder none'; fi
    xml=$1/repository/deployment/server/synapse-configs/default/registry.xml
    [ ! -f "$xml" ] || printf 'xml %s\n' "$(base64 <"$xml" | tr -d '\n')"
    [ -z "$3" ] || [ ! -d "$3/" ] || printf 'at %s\n' "$(cd -P "$3" && pwd)"
    near=$2 below=
    while [ ! -d "$near/" ] && [ -n "$near" ]; do
        below=/${near##*/}$below
        near=${near%/*}
    done
    there=$(cd -P "$near/" && pwd) || return 1
    there=${there%/}$below
    printf 'there %s\n' "$there"
    there=$there awk '
        { point = $2; gsub(/\\040/, " ", point); gsub(/\\134/, "\\", point); slash = point == "/" ? "/" : point "/" }
        index(ENVIRON["there"] "/", slash) == 1 && length(point) >= length(best) { best = point; on = $3 " " $4 " " point }
        END { print "on " on }' /proc/mounts
    [ -z "$4" ] || [ ! -e "$4" ] || echo 'marker there'
}
