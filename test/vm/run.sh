#!/bin/bash
# Boots Debian's kernel with this build, as user-mode Linux if that is there and otherwise in QEMU, and runs inside.sh there (README.md). Needs root, for debootstrap.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=${SENTINEL_VM:-/var/tmp/sentinel-vm}
mkdir -p "$work"
cd "$work"

[ -f image/bin/dash ] || debootstrap --variant=minbase bookworm image >debootstrap.log
if [ ! -f kernel ]; then
  name=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: //p' | head -n 1)
  apt-get download "$name"
  dpkg-deb --fsys-tarfile "$name"_*.deb | tar -xO --wildcards './boot/vmlinuz-*' >kernel
fi
rm -rf image/usr/share/doc image/usr/share/locale image/usr/share/man image/var/cache/apt image/var/lib/apt/lists image/opt
mkdir -p image/opt/sentinel/node_modules image/opt/inside
cp "$(command -v node)" image/usr/local/bin/node
for library in libstdc++.so.6 libgcc_s.so.1; do
  cp -L "$(ldconfig -p | sed -n "s/.*$library.*x86-64.* => //p" | head -n 1)" image/usr/lib/x86_64-linux-gnu/
done
(cd "$root" && tar -c --exclude dist/web package.json dist node_modules/better-sqlite3/package.json \
  node_modules/better-sqlite3/lib node_modules/better-sqlite3/build/Release/better_sqlite3.node \
  node_modules/bindings node_modules/file-uri-to-path) | tar -x -C image/opt/sentinel
cp "$here/inside.sh" "$here/tree.yaml" image/opt/inside/
cp "$here/init.sh" image/init
chmod +x image/init image/opt/inside/inside.sh
(cd image && find . | cpio -o -H newc --quiet) >image.cpio
boot() {
  if command -v linux.uml >/dev/null; then
    linux.uml mem=1500M initrd=image.cpio rdinit=/init con0=null,fd:1 con=null
  else
    qemu-system-x86_64 -accel tcg -m 2048 -nographic -no-reboot -nic none -kernel kernel -initrd image.cpio \
      -append "console=ttyS0 panic=-1 quiet no_timer_check tsc=unstable"
  fi
}
export -f boot
timeout "${SENTINEL_VM_TIMEOUT:-1800}" bash -c boot </dev/null | tee output.log
grep -q '^wrong: 0' output.log
