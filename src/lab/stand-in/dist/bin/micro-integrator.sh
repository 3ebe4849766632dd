#!/bin/sh
# Starts and stops the stand-in for a WSO2 Micro Integrator. It has the verbs of the real script, and
# on purpose its manners: start and stop return at once, and the exit status says nothing.
#
#   micro-integrator.sh            run in the foreground
#   micro-integrator.sh start      run in the background
#   micro-integrator.sh stop       ask the server to end
#   micro-integrator.sh restart    stop, wait for as long as it takes, start
#   micro-integrator.sh version    print the version
#   -Dname=value                   a system property of the server

script=$0
while [ -h "$script" ]; do
    target=$(readlink "$script")
    case $target in
        /*) script=$target ;;
        *) script=$(dirname "$script")/$target ;;
    esac
done
# A CARBON_HOME of the environment wins over the place of this script.
[ -n "$CARBON_HOME" ] || CARBON_HOME=$(cd "$(dirname "$script")/.." && pwd)
export CARBON_HOME
pid_file=$CARBON_HOME/wso2carbon.pid

verb=
properties=
for argument in "$@"; do
    case $argument in
        start | -start | --start) verb=start ;;
        stop | -stop | --stop) verb=stop ;;
        restart | -restart | --restart) verb=restart ;;
        version | -version | --version) verb=version ;;
        -D*) properties="$properties $argument" ;;
    esac
done

if [ -z "$JAVACMD" ]; then
    if [ -z "$JAVA_HOME" ]; then
        echo "JAVA_HOME is not set. The server can not start."
        exit 1
    fi
    JAVACMD=$JAVA_HOME/bin/java
fi
if [ ! -x "$JAVACMD" ]; then
    echo "JAVA_HOME is not right: $JAVACMD can not be run."
    exit 1
fi

pid=
[ -f "$pid_file" ] && pid=$(cat "$pid_file")

case $verb in
    version)
        cat "$CARBON_HOME/bin/version.txt"
        exit 0
        ;;
    start)
        if [ -n "$pid" ] && ps -p "$pid" >/dev/null; then
            echo "Process is already running"
            exit 0
        fi
        # shellcheck disable=SC2086
        nohup sh "$CARBON_HOME/bin/micro-integrator.sh" $properties >/dev/null 2>&1 &
        exit 0
        ;;
    stop)
        kill -term "$pid" 2>/dev/null
        exit 0
        ;;
    restart)
        kill -term "$pid" 2>/dev/null
        while [ -n "$pid" ] && ps -p "$pid" >/dev/null; do
            sleep 1
        done
        # shellcheck disable=SC2086
        nohup sh "$CARBON_HOME/bin/micro-integrator.sh" $properties >/dev/null 2>&1 &
        exit 0
        ;;
esac

release=$("$JAVACMD" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
if [ "${release:-0}" -lt 11 ] || [ "${release:-0}" -gt 21 ]; then
    echo "Starting WSO2 Micro Integrator (in unsupported JDK)"
    echo "[ERROR] WSO2 Micro Integrator is supported only between JDK 11 and JDK 21"
    exit 0
fi

rm -rf "$CARBON_HOME"/tmp/*
cd "$CARBON_HOME" || exit 1
status=121
while [ "$status" = 121 ]; do
    # shellcheck disable=SC2086
    "$JAVACMD" ${JVM_MEM_OPTS:--Xms32m -Xmx128m} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        $JAVA_OPTS \
        -Dcarbon.home="$CARBON_HOME" \
        -Djava.io.tmpdir="$CARBON_HOME/tmp" \
        -DenableReadinessProbe=true \
        -DenableLivenessProbe=true \
        -DenableManagementApi=true \
        $NODE_PARAMS $properties \
        -cp "$CARBON_HOME/bin/stand-in.jar" org.wso2.micro.integrator.bootstrap.Bootstrap
    status=$?
done
# Like the real one, the script ends well whatever the server did.
: "$status"
