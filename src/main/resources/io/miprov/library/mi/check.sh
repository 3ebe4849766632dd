# tell NAME VALUE: one thing that is so.
tell() {
    printf '%s=%s\n' "$1" "$(printf %s "$2" | tr '\n\036' '  ')"
}

# tell_file NAME PATH MOST: the bytes of a file in base64, if it is there and not too big.
tell_file() {
    [ ! -f "$2" ] || [ "$(stat -L -c %s -- "$2")" -gt "$3" ] || printf 'file=%s|%s\n' "$1" "$(base64 <"$2" | tr -d '\n')"
}

# check_machine JAVA_HOME PATH: what a machine is like on which a server is to run, with its files below PATH.
check_machine() {
    tell java "$(java_version "$1")"
    tell memory_kb "$(awk '/^MemTotal:/ { print $2 }' /proc/meminfo)"
    tell cores "$(grep -c '^processor' /proc/cpuinfo)"
    near=$2
    while [ ! -e "$near" ]; do near=${near%/*}; [ -n "$near" ] || near=/; done
    tell free_kb "$(free_kb "$near")"
    tell epoch "$(date +%s)"
    for each in net.ipv4.tcp_fin_timeout net.ipv4.tcp_tw_reuse net.core.rmem_max net.core.wmem_max \
        net.ipv4.ip_local_port_range net.ipv4.ip_local_reserved_ports fs.file-max; do
        tell "sysctl.$each" "$(cat "/proc/sys/$(printf %s "$each" | tr . /)" 2>/dev/null)"
    done
    if command -v timedatectl >/dev/null; then tell synchronized "$(timedatectl show -p NTPSynchronized --value 2>/dev/null)"; fi
    server=
    if find_server "$2"; then tell server "$server"; fi
    tell listening "$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { print substr($2, length($2) - 3) }' | sort -u)"
}

# check_server HOME NAME: what a server is like, and its files.
check_server() {
    [ -d "$1/bin" ] || return 0
    place=$(real_folder "$1")
    tell place "$place"
    tell version "$(sed -n 's/.* v//p' "$place/bin/version.txt" 2>/dev/null | head -n 1)"
    tell product "$(cat "$place/updates/product.txt" 2>/dev/null)"
    [ ! -f "$place/.miprov-release" ] || { read -r digest <"$place/.miprov-release"; tell release "$digest"; }
    tell_file deployment.toml "$place/conf/deployment.toml" 1000000
    for each in "$place"/repository/resources/security/*; do
        case $each in *.jks | *.p12 | *.pfx | *.pkcs12) tell_file "${each#"$place/"}" "$each" 1000000 ;; esac
    done
    tell rotation "$(sed -n 's/^appender\.CARBON_LOGFILE\.filePattern *= *//p' "$place/conf/log4j2.properties" 2>/dev/null)"
    find "$place/conf/deployment.toml" "$place/repository/resources/security" "$place/password-persist" \
        "$place/repository/resources/conf/.metadata/references.properties" -type f -perm /007 2>/dev/null | sed 's/^/open=/'
    tell drivers "$(ls "$place/lib" 2>/dev/null)"
    (cd "$place/repository/deployment/server/carbonapps" 2>/dev/null && find . -name '*.car' -type f -exec sha256sum {} +) |
        sed 's/^/app=/'
    tell joined "$(tail -c 400000 "$place/repository/logs/wso2carbon.log" 2>/dev/null | grep -c 'Successfully joined the cluster')"
    server=
    if find_server "$1" && [ -n "$server" ]; then
        tell server "$server"
        tell user "$(stat -c %U "/proc/$server")"
        tell arguments "$(tr '\0' ' ' <"/proc/$server/cmdline")"
        tell nofile "$(awk '/^Max open files/ { print $4, $5 }' "/proc/$server/limits")"
        tell nproc "$(awk '/^Max processes/ { print $3, $4 }' "/proc/$server/limits")"
    fi
}

# check_name NAME: whether a host name is known to this host.
check_name() {
    if command -v getent >/dev/null; then
        tell resolved "$(getent hosts "$1" | head -n 1)"
    else
        tell resolved "$(grep -w -- "$1" /etc/hosts | head -n 1)"
    fi
}

# check_login MANAGEMENT: whether admin with the password admin is let in to the management API.
check_login() {
    case $(http_get "$1/login" 5 insecure 'Authorization: Basic YWRtaW46YWRtaW4=' 2>/dev/null) in
    *AccessToken*) tell admin open ;;
    esac
}

# check_tls PORT: which old protocols a listener takes.
check_tls() {
    command -v openssl >/dev/null || return 0
    for each in tls1 tls1_1; do
        said=$(within 5 openssl s_client "-$each" -cipher 'ALL:@SECLEVEL=0' -connect "127.0.0.1:$1" </dev/null 2>/dev/null)
        case $said in *"Cipher is (NONE)"* | '') ;; *'BEGIN CERTIFICATE'*) tell old_tls "$1 $each" ;; esac
    done
}

# check_ldap HOME: the LDAP servers of deployment.toml at which nobody answers.
check_ldap() {
    sed -n 's/^ *\(user_store\.\)\{0,1\}connection_url *= *"\([^"]*\)".*/\2/p' "$1/conf/deployment.toml" 2>/dev/null | tr ' ' '\n' |
        while IFS= read -r url; do
            case $url in ldap://*) at=${url#ldap://} port=389 ;; ldaps://*) at=${url#ldaps://} port=636 ;; *) continue ;; esac
            at=${at%%/*}
            case $at in *:[0-9]*) port=${at##*:} at=${at%:*} ;; esac
            at=${at#\[}
            reaches "${at%\]}" "$port" </dev/null || [ $? = 2 ] || tell silent_ldap "$url"
        done
}
