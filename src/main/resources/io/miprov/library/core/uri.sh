# ask_url: a request as curl reads it from a configuration on standard input. Prints, in base64, the headers and the body,
# then \036 and what curl says of it; a status that is not 0 means that there was no answer. Without curl, what is only
# fetched is asked for with what else there is.
ask_url() {
    if command -v curl >/dev/null; then
        {
            curl -K - -D - -w "$(printf '\036')"'%{http_code}|%{size_header}|%{num_redirects}|%{time_total}|%{url_effective}'
            printf '\036%s' $?
        } | base64
        return
    fi
    wish=$(cat)
    more=$(printf '%s\n' "$wish" | sed -n '/^silent$/d; /^show-error$/d; /^globoff$/d; /^insecure$/d; /^location$/d; /^url = /d
        /^request = "GET"$/d; /^connect-timeout = /d; /^speed-.* = /d; /^user-agent = "miprov"$/d; /^max-redirs = /d; /^noproxy = /d
        /^header = /d; /^cacert = /d; s/ = .*//; p')
    if [ -n "$more" ]; then
        printf "uri needs curl on the host for such a request (%s); install it first with a package task\n" "$(printf %s "$more" | tr '\n' ' ')" >&2
        return 90
    fi
    answer=$(umask 077 && mktemp) || return 1
    fetch_wished >"$answer"
    told=$?
    base64 <"$answer"
    rm -f -- "$answer"
    return $told
}

# wished OPTION: the values of an option in wish, which ask_url has set, a line each.
wished() {
    printf '%s\n' "$wish" | sed -n "s/^$1 = \"\(.*\)\"\$/\1/p" | sed 's/\\\(["\\]\)/\1/g'
}

# fetch_wished: what curl does, of a request that is no more than a GET. It follows no redirection.
fetch_wished() {
    url=$(wished url) trust=$(wished cacert) got=$(umask 077 && mktemp) || return 1
    case $wish in *"
insecure
"*) trust=insecure ;; esac
    http_get "$url" "$(wished connect-timeout)" "$trust" "$(wished header)" >"$got"
    ended=$?
    code=$(LC_ALL=C sed -n '1s/^HTTP[^ ]* \([0-9][0-9]*\).*/\1/p; 1q' "$got")
    case $code in
    '')
        rm -f -- "$got"
        printf '\036000|0|0|0|%s\036%s' "$url" $((ended ? ended : 52))
        [ $ended -ne 90 ] || return 90
        return
        ;;
    30[12378])
        case $wish in *"
location
"*)
            printf 'uri needs curl on the host to follow where %s leads (%s); install it first with a package task\n' "$url" "$code" >&2
            rm -f -- "$got"
            return 90
            ;;
        esac
        ;;
    esac
    size=$(LC_ALL=C awk '{ n += length($0) + 1 } /^\r?$/ { exit } END { print n }' "$got")
    cat "$got"
    rm -f -- "$got"
    printf '\036%s|%s|0|0|%s\0360' "$code" "$size" "$url"
}

# ask_unless CREATES REMOVES CONFIGURATION FILE BASE64: ask_url, unless CREATES is there or REMOVES is not. What is sent is FILE, or
# the bytes, unless both are empty.
ask_unless() {
    if [ -n "$1" ] && any_path "$1"; then
        printf "skipped, since '%s' exists\n" "$1"
        return 0
    elif [ -n "$2" ] && ! any_path "$2"; then
        printf "skipped, since '%s' does not exist\n" "$2"
        return 0
    fi
    if [ -z "$4$5" ]; then
        printf %s "$3" | ask_url
        return
    fi
    sent=$(mktemp) || return 1
    if [ -n "$4" ]; then cat -- "$4" >"$sent"; else printf %s "$5" | base64 -d >"$sent"; fi || { rm -f -- "$sent"; return 1; }
    { printf %s "$3"; printf 'data-binary = "@%s"\n' "$sent"; } | ask_url
    told=$?
    rm -f -- "$sent"
    return $told
}
