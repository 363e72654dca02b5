"""Prints what takes how much of the executable: size.py EXECUTABLE MAP, where MAP is the compiler's (IlcGenerateMapFile), beside its response file. ./build.sh --target=Size calls it."""
import collections
import html
import os
import re
import subprocess
import sys

SMALLEST = 40_000
REST = "All the rest"

# What the compiler writes for all assemblies together.
SHARED = {
    "Metadata": "Names of types and methods, for reflection and stack traces",
    "StackTraceMethodMapping": "Which method an address of a stack trace is in",
    "ArrayOfFrozenObjects": "String literals and other objects made when compiling",
    "InterfaceDispatchCellSection": "Calls of interfaces",
}
PREFIXES = re.compile(r"^(__\w*?_ZTV\d+|_ZTV\d+|__(?:GC|NONGC)STATICS|__writableData|__[A-Z]\w*?_(?=[A-Z<])|_associatedData_|unbox_)?")
PRIMITIVES = re.compile(r"(Boxed_|__Array|<)*(String|Object|U?Int\d*|U?IntPtr|Bool|Char|Double|Single|S?Byte|Void|System___Canon)\b")

# Of no length in the file: memory that is zero at the start.
ZERO = {"GCStatics", "NonGCStatics", "WritableData"}


def assemblies(response_file):
    """The assemblies that were given to the compiler, by their names as it writes them in those of what it makes."""
    names = (re.search(r"([^/]+)\.dll$", line.strip()) for line in open(response_file, encoding="utf-8-sig"))
    return {name[1].replace("System.Private.", "S_P_").replace(".", "_").replace("-", "_"): name[1] for name in names if name}


def main(executable, map_file):
    known = assemblies(map_file.removesuffix(".map.xml") + ".ilc.rsp")
    owner = re.compile("(?<![A-Za-z])(?:Boxed_|unbox_)?(" + "|".join(sorted(known, key=len, reverse=True)) + ")_")
    sizes = collections.Counter()
    for line in open(map_file, encoding="utf-8-sig"):
        match = re.match(r' *<(\w+) Name="([^"]*)" Length="(\d+)"', line)
        if match and match[1] not in ZERO:
            kind, name = match[1], PREFIXES.sub("", html.unescape(match[2]))
            found = owner.search(name)
            sizes[
                SHARED[kind] if kind in SHARED
                else known[found[1]] if found
                else "System.Private.CoreLib" if PRIMITIVES.match(name)
                else REST] += int(match[3])
    for line in subprocess.run(["readelf", "--section-headers", "--wide", executable], check=True, capture_output=True, text=True).stdout.splitlines():
        if match := re.search(r"\] (\.\w+) +\w+ +\w+ +\w+ (\w+)", line):
            if match[1] in (".eh_frame", ".eh_frame_hdr"):
                sizes["How to unwind the stack (.eh_frame)"] += int(match[2], 16)
            elif match[1] == ".text":
                sizes["The runtime's own code: garbage collector, unwinder, zlib (.text)"] += int(match[2], 16)
    total = os.path.getsize(executable)
    rows = [row for row in sizes.most_common() if row[1] >= SMALLEST and row[0] != REST]
    print("| What | bytes |\n|---|---:|")
    for name, size in rows:
        print(f"| {name} | {size:,} |")
    print(f"| {REST} | {total - sum(size for _, size in rows):,} |\n| The executable | {total:,} |")


main(*sys.argv[1:])
