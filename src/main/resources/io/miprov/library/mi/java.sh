# java_version JAVA_HOME: the version of a JDK; nothing when there is none.
java_version() {
    [ -x "$1/bin/java" ] || return 0
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)".*/\1/p' "$1/release" 2>/dev/null)
    [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    printf %s "$version"
}
