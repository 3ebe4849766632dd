# nginx-of-suite.sh SUITE MIRROR FOLDER NGINX: puts NGINX as a suite of Debian ships it (package NGINX) into FOLDER, with all that
# it needs, so that it runs there beside whatever libraries the machine has. Ends with 75 when the mirror can not be reached.
set -eu
suite=$1 mirror=$2 folder=$3 package=$4
command -v apt-get dpkg-deb || exit 75
rm -rf "$folder" "$folder.apt"
mkdir -p "$folder/lib" "$folder.apt/lists/partial" "$folder.apt/archives/partial" "$folder.apt/debs" "$folder.apt/files"
cd "$folder.apt"
echo "deb $mirror $suite main" >sources.list
: >status
cat >apt.conf <<X
Dir::Etc::sourcelist "$folder.apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$folder.apt/lists";
Dir::State::status "$folder.apt/status";
Dir::Cache "$folder.apt";
Acquire::Languages "none";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
X
export APT_CONFIG="$folder.apt/apt.conf"
apt-get -q update || exit 75
case $suite in
bullseye) libraries='libpcre3 libssl1.1' ;;
*) libraries='libpcre2-8-0 libssl3t64 libzstd1' ;;
esac
cd debs
# shellcheck disable=SC2086
apt-get -q download "$package" libc6 libcrypt1 zlib1g $libraries patchelf libstdc++6 libgcc-s1
for deb in *.deb; do dpkg-deb -x "$deb" ../files; done
cd ../files
find . -path '*lib*linux-gnu*' -name '*.so*' ! -type d ! -path '*/gconv/*' ! -path '*/audit/*' | while read -r library; do
    cp -L "$library" "$folder/lib/"
done
cp -L "$folder"/lib/ld-linux*.so.* "$folder/lib/ld.so"
cp usr/sbin/nginx "$folder/nginx"
# its own loader and libraries, and it still is the process `nginx`, with the words that it was called with
"$folder/lib/ld.so" --library-path "$folder/lib" usr/bin/patchelf \
    --set-interpreter "$folder/lib/ld.so" --force-rpath --set-rpath "$folder/lib" "$folder/nginx"
rm -f "$folder/lib/libstdc++"* "$folder/lib/libgcc_s"*
rm -rf "$folder.apt"
"$folder/nginx" -v
