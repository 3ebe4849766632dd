# Words that look at an NGINX as it is; they need those of NGINX's configuration.

# nginx_checked NGINX: what there is, for NginxReport to read.
nginx_checked() {
    printf 'epoch %s\n' "$(date +%s)"
    command -v "${1%% *}" >/dev/null || return 0
    nginx_version "$1" | sed 's/^/version /'
    if ! dump=$(eval "$1 -T" 2>&1); then
        printf '%s\n' "$dump" | grep '\[emerg\]\|test failed' | sed 's/^nginx: //; s/^.*\[emerg\] \([0-9]*#[0-9]*: \)\{0,1\}//; s/^/refused /'
        return 0
    fi
    printf '%s\n' "$dump" | nginx_texts
    main=$(printf '%s\n' "$dump" | sed -n 's/^# configuration file \(.*\):$/\1/p' | head -n 1)
    printf '%s\n' "$dump" | tr ';{}' '\n\n\n' |
        sed -n "s/^[[:space:]]*ssl_certificate[[:space:]]\{1,\}[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}[[:space:]]*$/\1/p" | sort -u |
        while IFS= read -r file; do
            case $file in /*) path=$file ;; *) path=$(folder_of "$main")$file ;; esac
            # a key that is in the same file stays where it is
            [ ! -f "$path" ] || printf 'certificate %s %s\n' \
                "$(sed -n '/-BEGIN CERTIFICATE-/,/-END CERTIFICATE-/p' "$path" | base64 | tr -d '\n')" "$file"
        done
}

# nginx_reached [HOST PORT]...: which of these somebody answers at, as this machine sees it; all are asked at once.
nginx_reached() (
    while [ $# -gt 0 ]; do
        {
            reaches "$1" "$2" </dev/null
            case $? in 0) printf 'reached %s %s\n' "$1" "$2" ;; 2) echo unasked ;; esac
        } &
        shift 2
    done
    wait
)
