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
