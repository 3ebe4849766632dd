# download FILE HEADERS [HEADER] -- CURL WGET URL TIMEOUT AGENT INSECURE LOGIN [HEADER...]: brings what is at an address to a
# file, with curl, wget or busybox's wget; CURL and WGET are configurations of the first two. Prints a line: the status and
# the address that answered. Fails when nobody answers.
download() {
    to=$1
    heads=$2
    more=
    [ "$3" = -- ] || more=$3
    shift 3
    [ -z "$more" ] || shift
    url=$3
    case $url in
    file:*)
        from=${url#file:}
        case $from in ///*) from=${from#//} ;; esac
        : >"$heads"
        cat <"$from" >"$to" && printf '200 %s\n' "$url"
        return
        ;;
    esac
    if command -v curl >/dev/null; then
        printf %s "$1" | curl -K - -o "$to" -D "$heads" ${more:+-H "$more"} -w '%{http_code} %{url_effective}\n'
        return
    fi
    if ! command -v wget >/dev/null; then
        printf 'curl or wget is needed on the host to ask %s; install one first with a package task\n' "$url" >&2
        return 90
    fi
    : >"$to"
    if wget --version 2>/dev/null | grep -q GNU; then
        settings=$(umask 077 && mktemp "${TMPDIR:-/tmp}/.miprov.XXXXXX") || return 1
        printf %s "$2" >"$settings"
        WGETRC=$settings wget -S ${more:+--header "$more"} -O "$to" -- "$url" 2>"$heads.said"
        rm -f "$settings"
    elif [ -n "$7" ]; then
        printf 'a password needs curl or GNU wget on the host, since the wget there would show it to all its users\n' >&2
        return 90
    else
        busybox_wget "$@" 2>"$heads.said"
    fi
    sed -n 's/^  *//; /^HTTP\//p; /^[A-Za-z0-9-]*: /p' "$heads.said" >"$heads"
    status=$(sed -n 's:^HTTP/[0-9.]* \([0-9]*\).*:\1:p' "$heads" | tail -n 1)
    if [ -z "$status" ]; then
        tail -n 2 "$heads.said" >&2
        return 1
    fi
    moved=$(sed -n 's/^[Ll]ocation: \([^ ]*\).*/\1/p' "$heads" | tail -n 1)
    case $moved in
    *://*) url=$moved ;;
    /*) site=${url#*://}; url=${url%%://*}://${site%%/*}$moved ;;
    esac
    printf '%s %s\n' "$status" "$url"
}

# busybox_wget CURL WGET URL TIMEOUT AGENT INSECURE LOGIN [HEADER...]: asks with the wget that knows little.
busybox_wget() {
    url=$3 seconds=$4 agent=$5 insecure=$6
    shift 7
    for each; do
        set -- "$@" --header "$each"
        shift
    done
    set -- -S -U "$agent" ${insecure:+--no-check-certificate} ${more:+--header "$more"} "$@" -O "$to" "$url"
    wget -T "$seconds" "$@" && return
    # some builds of busybox break down on -T
    [ $? != 139 ] || wget "$@"
}
