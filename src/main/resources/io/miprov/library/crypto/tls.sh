# tls_certificate HOST PORT: the certificate with which a server greets, as PEM, asked with what the host has.
tls_certificate() {
    case $1 in *:*) at=[$1]:$2 ;; *) at=$1:$2 ;; esac
    if command -v openssl >/dev/null; then
        shown=$(openssl s_client -connect "$at" -servername "$1" </dev/null 2>&1)
    elif command -v gnutls-cli >/dev/null; then
        shown=$(gnutls-cli --insecure --print-cert --port "$2" "$1" </dev/null 2>&1)
    elif command -v curl >/dev/null; then
        shown=$(curl -sSk --max-time 30 -o /dev/null -w '%{certs}' "https://$at/" 2>&1)
    else
        echo 'nothing on this host can ask for a certificate; install openssl' >&2
        return 1
    fi
    pem=$(printf '%s\n' "$shown" | awk '/-----BEGIN CERTIFICATE/ { on = 1 } on { print } /-----END CERTIFICATE/ { exit }')
    [ -n "$pem" ] || { printf 'no certificate came from %s: %s\n' "$at" "$shown" >&2; return 1; }
    printf '%s\n' "$pem"
}
