# What the front doors walkthrough/run and tests/run share: packages to install, and building.
# To be sourced by bash from the project's root.

# A compiler cache is used where there is one; the precompiled headers need these two words.
if command -v ccache >/dev/null 2>&1; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_SLOPPINESS=pch_defines,time_macros
fi

# packages SYSTEM GROUP: what a group needs by that system's names; of a|b the first to be had.
packages() {
  case "$1 $2" in
    "debian build") echo g++ cmake ninja-build libgmp-dev libboost-dev zlib1g-dev libsqlite3-dev \
      libcli11-dev nlohmann-json3-dev libfmt-dev ;;
    "debian tests") echo catch2 openssl ;;
    "debian peers") echo clang "libclang-rt-dev|libclang-rt-14-dev|libclang-common-14-dev" \
      doxygen valgrind ca-certificates python3-cryptography-vectors gpgsm libnss3-tools \
      gnutls-bin libbcmail-java "default-jdk-headless|openjdk-17-jdk-headless" dumpasn1 python3 \
      libssl-dev libgcrypt20-dev nettle-dev "libbotan-2-dev|libbotan-3-dev" libgnutls28-dev libbenchmark-dev \
      mutt dovecot-imapd "exim4-daemon-light|exim4-daemon-heavy|postfix|opensmtpd" curl zsh fish groff-base ;;
    "fedora build") echo gcc-c++ cmake ninja-build gmp-devel boost-devel zlib-devel sqlite-devel \
      cli11-devel json-devel fmt-devel libstdc++-static glibc-static gmp-static zlib-static ;;
    "fedora tests") echo catch-devel openssl ;;
    "fedora peers") echo clang compiler-rt doxygen valgrind gnupg2-smime nss-tools gnutls-utils \
      bouncycastle-mail java-latest-openjdk-devel dumpasn1 python3 openssl-devel libgcrypt-devel \
      nettle-devel botan2-devel gnutls-devel google-benchmark-devel ;;
    "arch build") echo gcc cmake ninja gmp boost zlib sqlite cli11 nlohmann-json fmt ;;
    "arch tests") echo catch2 openssl ;;
    "arch peers") echo clang compiler-rt doxygen valgrind python-cryptography gnupg nss gnutls \
      java-bouncycastle jdk-openjdk python libgcrypt nettle botan benchmark ;;
    "homebrew build") echo cmake ninja gmp boost zlib sqlite cli11 nlohmann-json fmt ;;
    "homebrew tests") echo catch2 openssl ;;
    "homebrew peers") echo llvm doxygen gnupg nss gnutls openjdk dumpasn1 python libgcrypt nettle \
      botan google-benchmark ;;
  esac
}

# groups SYSTEM GROUP...: the names of several groups.
groups() {
  local system=$1 group
  shift
  for group in "$@"; do packages "$system" "$group"; done | tr '\n' ' '
}

# The system by the program that installs its packages.
this_system() {
  if command -v apt-get >/dev/null 2>&1; then echo debian
  elif command -v dnf >/dev/null 2>&1; then echo fedora
  elif command -v pacman >/dev/null 2>&1; then echo arch
  elif [ "$(uname -s)" = Darwin ]; then echo homebrew
  else echo unknown
  fi
}

# Prints what to install on a system other than Debian and Ubuntu, and stops.
name_packages() {
  local system
  system=$(this_system)
  echo "This command installs packages on Debian and Ubuntu only. Install these, then set" \
    "SMIME_INSTALL=no and run it again:"
  case $system in fedora | unknown) echo "  dnf install $(groups fedora "$@")" ;; esac
  case $system in arch | unknown) echo "  pacman -S $(groups arch "$@")" ;; esac
  case $system in homebrew | unknown) echo "  brew install $(groups homebrew "$@")" ;; esac
  exit 1
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

quiet_apt() {  # the output of apt-get appears only where it fails
  local log status=0
  log=$(mktemp)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >"$log" 2>&1 </dev/null || status=$?
  [ $status = 0 ] || tail -n 20 "$log"
  rm -f "$log"
  return $status
}

install_packages() { quiet_apt install --no-install-recommends "$@"; }

is_known() { [ -n "$(apt-cache --quiet=2 show "$1" 2>/dev/null)" ]; }

# to_install WANTED...: those of which no alternative is installed, each as its first known name.
to_install() {
  local have wanted name found
  have=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' | sed -n 's/^ii *//p')
  for wanted in "$@"; do
    found=
    for name in ${wanted//|/ }; do
      if grep -qxF -- "$name" <<<"$have"; then found=installed && break; fi
    done
    [ -z "$found" ] || continue
    for name in ${wanted//|/ }; do
      if is_known "$name"; then found=$name && break; fi
    done
    echo "${found:-${wanted%%|*}}"
  done
}

# prepare GROUP...: installs what is missing of the groups. Of the group `peers` a package that
# cannot be had is named in `absent`; of the others it is the end.
absent=() installed=no
prepare() {
  [ "${SMIME_INSTALL:-yes}" != no ] || return 0
  [ "$(this_system)" = debian ] || name_packages "$@"
  local missing name
  missing=$(to_install $(groups debian "$@"))
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
    echo "Not root, and sudo is not there. As root: apt-get install" $missing
    exit 1
  fi
  echo "Installing with apt-get:" $missing
  for name in $missing; do
    if ! is_known "$name"; then quiet_apt update && missing=$(to_install $(groups debian "$@")) && break; fi
  done
  installed=yes
  install_packages $missing >/dev/null && return 0
  quiet_apt update  # the lists may be older than the archive
  install_packages $missing && return 0
  local required
  required=$(to_install $(groups debian $(printf '%s\n' "$@" | grep -vx peers)))
  if [ -n "$required" ] && ! install_packages $required; then
    echo "These packages are needed and could not be installed:" $required
    exit 1
  fi
  for name in $(to_install $(groups debian "$@")); do
    install_packages "$name" >/dev/null || absent+=("$name")
  done
}

# build PRESET TARGETS... [-- CMAKE-OPTIONS...]: configures where that is due, then builds; what the
# tools print appears on a terminal, and elsewhere where they fail.
build() {
  local preset=$1 log status=0
  local targets=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do targets+=(--target "$1") && shift; done
  [ $# = 0 ] || shift
  mkdir -p build
  log=build/$preset.log
  if ! is_configured "$preset" "$@"; then
    echo "Configuring build/$preset"
    if ! cmake --preset "$preset" "$@" >"$log" 2>&1; then
      cat "$log"
      return 1
    fi
  fi
  if [ -t 1 ]; then
    cmake --build --preset "$preset" ${targets[@]+"${targets[@]}"}
    return
  fi
  cmake --build --preset "$preset" ${targets[@]+"${targets[@]}"} >"$log" 2>&1 || status=$?
  [ $status = 0 ] || { grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking|Generating)' "$log" | tail -n 80; }
  return $status
}

# is_configured PRESET -DNAME=VALUE...: whether the build folder has these values already.
is_configured() {
  local cache=build/$1/CMakeCache.txt option name
  shift
  [ -f "$cache" ] && [ $installed = no ] || return 1
  for option in "$@"; do
    name=${option#-D} && name=${name%%=*}
    grep -qE "^$name(:[A-Z]+)?=${option#*=}\$" "$cache" || return 1
  done
}
