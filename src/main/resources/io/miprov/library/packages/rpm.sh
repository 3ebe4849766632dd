# rpm_keys: the identifiers of the keys that rpm trusts, a line each.
rpm_keys() {
    command -v rpm >/dev/null || { echo 'rpm is not on this host' >&2; return 1; }
    rpm -q gpg-pubkey --qf '%{version}\n' 2>/dev/null | grep -v ' ' || :
}

# rpm_key KIND WHERE: a key in base64: of a file, or from a URL (insecure: whatever its certificate).
rpm_key() (
    printf '\036'
    key=$(mktemp) || exit 1
    trap 'rm -f -- "$key"' EXIT
    key_to "$key" "$@" && base64 <"$key"
)

# rpm_trusts BASE64: imports a key.
rpm_trusts() (
    key=$(mktemp) || exit 1
    trap 'rm -f -- "$key"' EXIT
    printf %s "$1" | base64 -d >"$key" && rpm --import "$key" >&2
)
