# Words for the API of NGINX Plus; they need those for waiting and for members.

# plus_says METHOD URL [JSON]: what the API answers.
plus_says() {
    if ! command -v curl >/dev/null; then
        printf 'the API of NGINX Plus is asked by curl, which this host does not have; install it\n' >&2
        return 1
    fi
    answer=$(curl -sS --noproxy '*' -m 10 -X "$1" -H 'Content-Type: application/json' ${3:+-d "$3"} -w '\n%{http_code}' "$2" 2>&1) || {
        printf '%s: %s\n' "$2" "$answer" >&2
        return 1
    }
    case ${answer##*
} in
    2*) printf '%s\n' "${answer%
*}" ;;
    405)
        printf '%s does not let itself be written; its location needs "api write=on;"\n' "$2" >&2
        return 1
        ;;
    *)
        printf '%s answers %s\n' "$2" "$answer" >&2
        return 1
        ;;
    esac
}

# plus_look API FOLDER MARKS HOST...: what there is, for PlusLook to read; nothing when there is no NGINX.
plus_look() {
    api=$1 folder=$2 marks=$3
    shift 3
    [ -d "$folder" ] || return 0
    versions=$(plus_says GET "$api/") || return 1
    latest=$(printf %s "$versions" | tr -dc '0-9,' | sed 's/.*,//')
    for host; do
        printf 'host %s %s\n' "$host" "$(addresses_of "$host")"
    done
    printf 'api %s/%s/http/upstreams\n' "${api%/}" "$latest"
    [ ! -f "$marks" ] || sed 's/^/mark /' "$marks"
    printf '\035'
    plus_says GET "${api%/}/$latest/http/upstreams"
}

# plus_tell API DOWN UPSTREAM/ID...: tells whether servers are down (true or false).
plus_tell() {
    api=$1 down=$2
    shift 2
    for each; do
        plus_says PATCH "$api/${each%/*}/servers/${each##*/}" "{\"down\":$down}" >/dev/null || return 1
    done
}

# plus_active API UPSTREAM/ID...: of each that has connections, a line: its name, and how many.
plus_active() {
    api=$1
    shift
    for each; do
        peers=$(plus_says GET "$api/${each%/*}") || return 1
        active=$(printf %s "$peers" | tr '{}' '\n\n' | tr -d ' ' | sed -n "/\"id\":${each##*/},/s/.*\"active\":\([0-9]*\).*/\1/p" | head -n 1)
        if [ -z "$active" ]; then
            printf '%s/%s does not tell the connections of %s\n' "$api" "${each%/*}" "$each" >&2
            return 1
        fi
        [ "$active" = 0 ] || printf '%s %s\n' "$each" "$active"
    done
}

# plus_drain API TIMEOUT QUIET UPSTREAM/ID...: waits until none of them had a connection for QUIET hundredths of a second, at
# most TIMEOUT of them. Says how it goes, then \036, the time it took, and those with connections left.
plus_drain() {
    api=$1 most=$2 quiet=$3
    shift 3
    since=$(hundredths)
    free=$since told=
    while :; do
        now=$(hundredths)
        left=$(plus_active "$api" "$@") || return 1
        if [ -n "$left" ]; then
            free=$(hundredths)
            [ "$told" = "$left" ] || printf '%s\n' "$left" | awk '{ print $2 " connections to " $1 " left" }'
            told=$left
        elif [ $((now - free)) -ge "$quiet" ]; then
            break
        fi
        [ $((now - since)) -lt "$most" ] || break
        nap
    done
    printf '\036%s\n' $(($(hundredths) - since))
    [ -z "$left" ] || printf '%s\n' "$left"
}
