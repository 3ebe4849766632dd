# ask_url: a request as curl reads it from a configuration on standard input. Prints, in base64, the headers and the body,
# then \036 and what curl says of it; a status that is not 0 means that there was no answer.
ask_url() {
    if ! command -v curl >/dev/null; then
        printf "uri needs curl on the host; install it first with a package task\n" >&2
        return 90
    fi
    {
        curl -K - -D - -w "$(printf '\036')"'%{http_code}|%{size_header}|%{num_redirects}|%{time_total}|%{url_effective}'
        printf '\036%s' $?
    } | base64
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
