# await_apps HOME SECONDS MANAGEMENT TRUST LOGIN APP...: waits until each app, as NAME VERSION, is deployed or faulty. Prints a line with
# what came of it (asked, logged, late, restart: hot deployment is off, stopped: no server runs, closed: why it can not be
# asked), then what the management API lists, or the lines of the log of each app; then \036 and the time of the placing.
await_apps() {
    home=$1 seconds=$2 api=$3 trust=$4 login=$5
    shift 5
    server=
    patience=10
    folder=$home/repository/deployment/server/carbonapps
    placed=$(date -r "$folder" '+%Y-%m-%d %H:%M:%S')
    if grep -Eq '^[[:space:]]*(server\.)?hot_deployment[[:space:]]*=[[:space:]]*"?false' "$home/conf/deployment.toml" 2>/dev/null; then
        verdict=restart heard=
    elif ! find_server "$home"; then
        verdict=stopped heard=
    else
        clock
        began=$now
        while :; do
            if [ -n "$api" ]; then ask_apps "$@"; else hear_apps "$@"; fi && break
            clock
            if [ $((now - began)) -ge "$seconds" ]; then verdict=late; break; fi
            nap
        done
    fi
    printf '%s\n%s\n\036%s\n' "$verdict" "$(printf '%s' "$heard" | plain)" "$placed"
    [ ! -f "$home/repository/logs/wso2carbon.log" ] || tail -c 100000 "$home/repository/logs/wso2carbon.log" | plain
}

# ask_apps APP...: whether the management API lists them all.
ask_apps() {
    verdict=asked
    heard=$(http_get "$api/login" "$patience" "$trust" "Authorization: Basic $login" 2>&1)
    token=$(printf '%s\n' "$heard" | sed -n 's/.*"AccessToken" *: *"\([^"]*\)".*/\1/p')
    if [ -z "$token" ]; then
        verdict=closed heard=$(printf '%s\n' "$heard" | head -n 1)
        case $heard in HTTP/*' 401'* | HTTP/*' 404'*) return 0 ;; esac
        return 1
    fi
    heard=$(http_get "$api/applications" "$patience" "$trust" "Authorization: Bearer $token" 2>&1)
    for app; do
        case $heard in *'"name":"'"${app% *}"'"'*"${app##* }"* | *'"'"${app% *}_${app##* }"'"'*) ;; *) return 1 ;; esac
    done
}

# hear_apps APP...: whether the log has told of them all since the folder was changed.
hear_apps() {
    verdict=logged
    heard=$(awk -v since="[$placed" 'substr($0, 1, 1) == "[" { new = substr($0, 1, 20) >= since } new' \
        "$home/repository/logs/wso2carbon.log" 2>/dev/null | grep -i 'carbon application')
    for app; do
        case $heard in *"${app% *}_${app##* }"*) ;; *) return 1 ;; esac
    done
}
