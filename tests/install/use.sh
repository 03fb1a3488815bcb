#!/bin/sh
# use.sh CASE: the library as a user has it.  CMakeLists.txt beside it names the cases and sets
# SOURCE, BUILD, WORK, LIBDIR, CC, CXX, CMAKE, PYTHON, LAUNCHER, GENERATOR and WERROR.
set -eu
here=$SOURCE/tests/install
prefix=$WORK/prefix
out=$WORK/$1
# Only the prefix under test: no library or package file of another installation.
unset LD_LIBRARY_PATH LIBRARY_PATH CPATH C_INCLUDE_PATH CMAKE_PREFIX_PATH || true
rm -rf "$out"

say() {
    printf '%s\n' "$*"
}

pc() {
    PKG_CONFIG_PATH=$prefix/$LIBDIR/pkgconfig pkg-config "$@" gdcs
}

# link OUTPUT SOURCE LIBRARIES...: compile one file, without a warning.
link() {
    target=$1
    source=$2
    shift 2
    mkdir -p "$out"
    case $source in
    *.cc) "$CXX" -std=c++17 -Wall -Wextra -pedantic -Werror $(pc --cflags) "$here/$source" -o "$out/$target" "$@" ;;
    *) "$CC" -std=c99 -Wall -Wextra -pedantic -Werror $(pc --cflags) "$here/$source" -o "$out/$target" "$@" ;;
    esac
}

run() {
    LD_LIBRARY_PATH=$prefix/$LIBDIR "$out/$1"
}

# consume ARGUMENT...: the CMake project in consumer/.
consume() {
    "$CMAKE" -S "$here/consumer" -B "$out" -DCMAKE_C_COMPILER="$CC" -DCMAKE_PREFIX_PATH="$prefix" "$@"
    "$CMAKE" --build "$out"
    "$out/use"
}

needs() {
    readelf -d "$1" | grep NEEDED
}

case $1 in
prefix)
    "$CMAKE" --install "$BUILD" --prefix "$prefix" >/dev/null
    for file in include/gdcs/gdcs.h "$LIBDIR/libgdcs.so" "$LIBDIR/pkgconfig/gdcs.pc" \
        "$LIBDIR/cmake/gdcs/gdcs-config.cmake"; do
        [ -e "$prefix/$file" ] || { say "not installed: $file"; exit 1; }
    done
    readelf -d "$prefix/$LIBDIR/libgdcs.so" | grep -q 'SONAME.*libgdcs\.so\.0' || { say "no soname"; exit 1; }
    if grep -rl "$SOURCE" "$prefix/include" "$prefix/$LIBDIR/pkgconfig" "$prefix/$LIBDIR/cmake"; then
        say "these name the folder of the sources"
        exit 1
    fi
    ;;
pkg_config)
    link use use.c $(pc --libs)
    run use
    ;;
cxx)
    link use use.cc $(pc --libs)
    run use
    ;;
find_package)
    consume
    ;;
host_gsl)
    link host_gsl host_gsl.c $(pc --libs) -lgsl -lgslcblas -lm
    run host_gsl
    ;;
pkg_config_static)
    # A prefix with the static library only, as -static or a static distribution has it.
    cp -R "$prefix" "$out"
    rm -f "$out/$LIBDIR"/libgdcs.so*
    prefix=$out
    link use use.c $(pc --libs --static)
    "$out/use"
    ! needs "$out/use" | grep -E 'libgdcs|libgsl\.so' || { say "not static"; exit 1; }
    ;;
find_package_static)
    consume -DSTATIC=ON
    ! needs "$out/use" | grep -E 'libgdcs|libgsl\.so' || { say "not static"; exit 1; }
    ;;
host_gsl_static)
    # The program's GSL first, then last: whose gsl_error() is found must not depend on the order.
    link first host_gsl.c -lgsl "$prefix/$LIBDIR/libgdcs.a" $(pc --libs --static) -lgsl
    link last host_gsl.c "$prefix/$LIBDIR/libgdcs.a" $(pc --libs --static) -lgsl
    link archive host_gsl.c "$prefix/$LIBDIR/libgdcs.a" $(pc --libs --static) -l:libgsl.a -lgslcblas -lm
    run first
    run last
    run archive
    ;;
moved)
    cp -R "$prefix" "$out.moved"
    rm -rf "$out"
    mv "$out.moved" "$out"
    prefix=$out
    link use use.c $(pc --libs)
    run use
    case $(pc --cflags --libs) in
    *"$WORK/prefix"*) say "gdcs.pc still names the old prefix"; exit 1 ;;
    esac
    out=$WORK/moved_cmake
    rm -rf "$out"
    consume
    ;;
ctypes)
    "$PYTHON" -c '
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
library.gdcs_status_name.restype = ctypes.c_char_p
assert library.gdcs_status_name(200) == b"GDCS_E_EMPTY"
' "$prefix/$LIBDIR/libgdcs.so"
    ;;
shared_gsl)
    # What is asked is whether it links, and who handles errors: without optimising it is built in a third of
    # the time.
    "$CMAKE" -S "$SOURCE" -B "$out/build" -G "$GENERATOR" -DCMAKE_C_COMPILER="$CC" \
        -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG=-O0 -DGDCS_WERROR="$WERROR" \
        -DGDCS_PRIVATE_GSL=OFF -DGDCS_STATIC=ON -DGDCS_EXAMPLES=OFF -DGDCS_TEST_LAYERS=num \
        -DCMAKE_C_COMPILER_LAUNCHER="$LAUNCHER" -DPython3_EXECUTABLE="$PYTHON"
    "$CMAKE" --build "$out/build" -j 2
    cd "$out/build"
    "${CMAKE%cmake}ctest" --no-tests=error --output-on-failure -R '^(num|threads)/|symbols'
    prefix=$out/prefix
    "$CMAKE" --install "$out/build" --prefix "$prefix" >/dev/null
    link use use.c $(pc --libs)
    run use
    needs "$prefix/$LIBDIR/libgdcs.so" | grep -q libgsl || { say "not linked to the system's GSL"; exit 1; }
    ;;
*)
    say "use.sh: no case $1"
    exit 1
    ;;
esac
